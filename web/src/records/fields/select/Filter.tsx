import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { MultiSelect } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import { quote, unquote } from '../../filters/literals'
import type { FilterProps } from '../fieldClient'

export default function Filter({ field, operands, onChange, label }: FilterProps) {
  const locale = useLocale()
  return (
    <MultiSelect
      aria-label={label}
      data={(field.options ?? []).map((option) => ({ value: option.key, label: locale.label(option.label, option.key) }))}
      value={operands.map(unquote)}
      onChange={(keys) => onChange(keys.map(quote))}
      comboboxProps={{ withinPortal: false }}
      searchable
      clearButtonProps={{ 'aria-label': locale.t('common.clear') }}
    />
  )
}
