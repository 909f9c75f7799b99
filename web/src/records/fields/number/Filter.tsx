import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocale } from '@/i18n/locale'
import { parseDecimal } from '@/lib/decimal'
import type { FilterProps } from '../fieldClient'

export default function Filter({ operands, onChange, label }: FilterProps) {
  const { format, t } = useLocale()
  const [text, setText] = useState(() => (operands[0] ? format.number(operands[0]) : ''))
  const parsed = parseDecimal(text, format.decimalMark)

  function handleChange(next: string): void {
    setText(next)
    const value = parseDecimal(next, format.decimalMark)
    onChange(value === null ? [] : [value])
  }

  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      value={text}
      onChange={(event) => handleChange(event.currentTarget.value)}
      error={text !== '' && parsed === null ? t('value.not_a_number') : undefined}
    />
  )
}
