import { Select } from '@mantine/core'
import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { dateLiteral, dateOfLiteral } from '../../filters/literals'
import type { FilterProps } from '../fieldClient'
import { Unparsed } from '../fieldClient'
import { TextControl } from '../TextControl'
import { CalendarButton } from './CalendarButton'
import { periodNames, periodOf, periods, type PeriodName } from './periods'

export default function Filter(props: FilterProps) {
  return props.operator === 'in_period' ? <PeriodFilter {...props} /> : <DayFilter {...props} />
}

function PeriodFilter({ operands, onChange, label }: FilterProps) {
  const t = useT()
  return (
    <Select
      aria-label={label}
      data={periodNames.map((name) => ({ value: name, label: t(`period.${name}`) }))}
      value={periodOf(operands) ?? null}
      onChange={(name) => name && onChange([...periods[name as PeriodName]])}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

function DayFilter({ field, operands, onChange, label }: FilterProps) {
  const [picked, setPicked] = useState(0)
  const date = dateOfLiteral(operands[0] ?? '')

  function handleChange(value: unknown): void {
    onChange(value === null || value instanceof Unparsed ? [] : [dateLiteral(value as string)])
  }

  return (
    <TextControl
      key={picked}
      field={{ ...field, type: 'date' }}
      mode="form"
      label={label}
      value={date}
      onChange={handleChange}
      rightSection={
        <CalendarButton
          value={date}
          onPick={(value) => {
            handleChange(value)
            setPicked(picked + 1)
          }}
        />
      }
    />
  )
}
