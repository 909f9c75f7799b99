import { Select } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import { OptionBadge } from '@/ui/OptionBadge'
import type { InputProps } from '../fieldClient'
import { choosableOptions } from './options'

export default function Input({ field, value, onChange, onCommit, mode, id, label, error, autoFocus, initialText }: InputProps) {
  const locale = useLocale()
  const options = choosableOptions(field, value)

  function handleChange(key: string | null): void {
    onChange(key)
    onCommit?.(key)
  }

  return (
    <Select
      id={id}
      aria-label={label}
      variant={mode === 'cell' ? 'unstyled' : 'default'}
      data={options.map((option) => ({ value: option.key, label: locale.label(option.label, option.key) }))}
      value={typeof value === 'string' ? value : null}
      onChange={handleChange}
      renderOption={({ option }) => (
        <OptionBadge colour={options.find((candidate) => candidate.key === option.value)?.colour ?? 'grey'}>{option.label}</OptionBadge>
      )}
      searchable
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': locale.t('common.clear') }}
      defaultSearchValue={initialText}
      defaultDropdownOpened={mode === 'cell'}
      openOnFocus={mode === 'cell'}
      nothingFoundMessage={locale.t('common.nothing_found')}
      error={error}
      autoFocus={autoFocus}
      selectFirstOptionOnChange
    />
  )
}
