import { useLocale } from '@/i18n/locale'
import type { DisplayProps } from '../fieldClient'

export function Display({ field, value }: DisplayProps) {
  const { format } = useLocale()
  return <span className="numeric">{format.number(String(value), field.decimals, field.grouping)}</span>
}
