import { useLocale } from '@/i18n/locale'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <span className="numeric">{useLocale().format.percent(String(value))}</span>
}
