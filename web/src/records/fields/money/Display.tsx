import type { Money } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <span className="numeric">{useLocale().format.money(value as Money)}</span>
}
