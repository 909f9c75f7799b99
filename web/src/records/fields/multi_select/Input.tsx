import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { TagsInput } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import type { InputProps } from '../fieldClient'
import { optionByText } from '../select/options'

/** Tags: chosen from the options or typed anew. */
export default function Input({ field, value, onChange, mode, id, label, error, autoFocus, initialText }: InputProps) {
  const locale = useLocale()
  const keys = Array.isArray(value) ? (value as string[]) : []
  const name = (key: string) => {
    const option = field.options?.find((candidate) => candidate.key === key)
    return locale.label(option?.label, key)
  }
  return (
    <TagsInput
      id={id}
      aria-label={label}
      variant={mode === 'cell' ? 'unstyled' : 'default'}
      data={(field.options ?? []).filter((option) => !option.archived).map((option) => name(option.key))}
      value={keys.map(name)}
      onChange={(names) => onChange(names.map((text) => optionByText(field, text, locale)?.key ?? text))}
      defaultSearchValue={initialText}
      clearButtonProps={{ 'aria-label': locale.t('common.clear') }}
      error={error}
      autoFocus={autoFocus}
    />
  )
}
