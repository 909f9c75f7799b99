import { toDateText } from '@/lib/dates'
import { dateLiteral, dateOfLiteral, instantLiteral, instantOfLiteral } from '../../filters/literals'
import DateFilter from '../date/Filter'
import type { FilterProps } from '../fieldClient'

/** Asks for a day and compares with its beginning in the reader's zone. */
export default function Filter(props: FilterProps) {
  const instant = instantOfLiteral(props.operands[0] ?? '')
  const operands = instant ? [dateLiteral(toDateText(new Date(instant)))] : []

  function handleChange([literal]: string[]): void {
    const date = dateOfLiteral(literal ?? '')
    props.onChange(date ? [instantLiteral(new Date(`${date}T00:00:00`).toISOString().replace('.000Z', 'Z'))] : [])
  }

  return <DateFilter {...props} operands={operands} onChange={handleChange} />
}
