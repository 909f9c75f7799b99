import { Checkbox } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import type { InputProps } from '../fieldClient'

export default function Input({ field, value, onChange, onCommit, mode, id, label, autoFocus }: InputProps) {
  const locale = useLocale()
  return (
    <Checkbox
      id={id}
      size="xs"
      aria-label={label ?? locale.label(field.label)}
      checked={value === true}
      autoFocus={autoFocus}
      onChange={(event) => {
        onChange(event.currentTarget.checked)
        if (mode === 'cell') onCommit?.(event.currentTarget.checked)
      }}
    />
  )
}
