import { Textarea } from '@mantine/core'
import type { InputProps } from '../fieldClient'

export default function Input({ value, onChange, mode, id, label, error, autoFocus, initialText }: InputProps) {
  return (
    <Textarea
      id={id}
      aria-label={label}
      defaultValue={initialText ?? (typeof value === 'string' ? value : '')}
      onChange={(event) => onChange(event.currentTarget.value.trim() === '' ? null : event.currentTarget.value)}
      error={error}
      autoFocus={autoFocus}
      autosize
      minRows={mode === 'cell' ? 3 : 2}
      maxRows={12}
    />
  )
}
