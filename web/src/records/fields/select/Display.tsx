import { useLocale } from '@/i18n/locale'
import { OptionBadge } from '@/ui/OptionBadge'
import type { DisplayProps } from '../fieldClient'

export function Display({ field, value }: DisplayProps) {
  const { label } = useLocale()
  const option = field.options?.find((candidate) => candidate.key === value)
  return <OptionBadge colour={option?.colour ?? 'grey'}>{label(option?.label, String(value))}</OptionBadge>
}
