import { useState } from 'react'
import type { InputProps } from '../fieldClient'
import { TextControl } from '../TextControl'
import { CalendarButton } from './CalendarButton'

/** Typed ("24.11.", "morgen", "+3") or chosen in the calendar. */
export default function Input(props: InputProps) {
  const [chosen, setChosen] = useState(0)

  function handlePick(date: string): void {
    props.onChange(date)
    props.onCommit?.(date)
    setChosen((count) => count + 1) // the text follows what was picked
  }

  const shown = typeof props.value === 'string' ? props.value : null
  return <TextControl key={chosen} {...props} rightSection={<CalendarButton value={shown} onPick={handlePick} />} />
}
