import { useState } from 'react'
import { toDateText } from '@/lib/dates'
import { CalendarButton } from '../date/CalendarButton'
import type { InputProps } from '../fieldClient'
import { TextControl } from '../TextControl'
import { parseDateTime } from './parse'

export default function Input(props: InputProps) {
  const [chosen, setChosen] = useState(0)
  const instant = typeof props.value === 'string' ? new Date(props.value) : null

  function handlePick(date: string): void {
    const clock = instant ? `${instant.getHours()}:${String(instant.getMinutes()).padStart(2, '0')}` : '9:00'
    props.onChange(parseDateTime(`${date} ${clock}`))
    setChosen(chosen + 1)
  }

  const calendar = <CalendarButton value={instant ? toDateText(instant) : null} onPick={handlePick} />
  return <TextControl key={chosen} {...props} rightSection={calendar} />
}
