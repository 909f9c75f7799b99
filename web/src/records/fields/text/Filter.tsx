import { TextInput } from '@mantine/core'
import { quote, unquote } from '../../filters/literals'
import type { FilterProps } from '../fieldClient'

export default function Filter({ operands, onChange, label }: FilterProps) {
  return (
    <TextInput
      aria-label={label}
      value={unquote(operands[0] ?? '""')}
      onChange={(event) => onChange([quote(event.currentTarget.value)])}
    />
  )
}
