import type { InputProps } from '../fieldClient'
import { RecordPicker } from './RecordPicker'
import { references } from './references'

export default function Input({ field, value, onChange, onCommit, mode, id, label, error, autoFocus, initialText }: InputProps) {
  const many = field.relation?.cardinality === 'many'
  return (
    <RecordPicker
      object={field.relation?.target ?? 'user'}
      value={references(value)}
      many={many}
      onChange={(chosen) => {
        const next = many ? chosen : (chosen[0] ?? null)
        onChange(next)
        if (!many) onCommit?.(next)
      }}
      bare={mode === 'cell'}
      id={id}
      label={label}
      error={error}
      autoFocus={autoFocus}
      initialText={initialText}
    />
  )
}
