import { useState } from 'react'
import type { Reference } from '@/api/types'
import { quote, unquote } from '../../filters/literals'
import { rememberTitle, titleOf } from '../../filters/titles'
import type { FilterProps } from '../fieldClient'
import { RecordPicker } from './RecordPicker'

export default function Filter({ field, operands, onChange, label }: FilterProps) {
  const object = field.relation?.target ?? 'user'
  const [chosen, setChosen] = useState<Reference[]>(() =>
    operands.map(unquote).map((id) => ({ id, title: titleOf(object, id) ?? id })),
  )

  function handleChange(next: Reference[]): void {
    for (const reference of next) rememberTitle(object, reference)
    setChosen(next)
    onChange(next.map((reference) => quote(reference.id)))
  }

  return <RecordPicker object={object} value={chosen} many onChange={handleChange} label={label} withinPortal={false} />
}
