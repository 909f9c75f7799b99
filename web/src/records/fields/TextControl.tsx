import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocale } from '@/i18n/locale'
import { Unparsed, type InputProps } from './fieldClient'
import { fieldClient } from './fieldClients'

interface Props extends InputProps {
  /** How the value stands in the control; default: as it is shown. */
  textOf?(value: unknown): string
  inputMode?: 'text' | 'decimal' | 'email' | 'tel' | 'url'
  rightSection?: React.ReactNode
  placeholder?: string
}

/** A one-line control for every type that is typed as text. Keeps the text; passes on the value it stands for. */
export function TextControl(props: Props) {
  const { field, value, onChange, mode, initialText } = props
  const locale = useLocale()
  const client = fieldClient(field.type)
  const [text, setText] = useState(() => initialText ?? startText())

  function startText(): string {
    if (value instanceof Unparsed) return value.text
    return value == null ? '' : (props.textOf?.(value) ?? client.toText(value, field, locale))
  }

  function handleChange(next: string): void {
    setText(next)
    onChange(next.trim() === '' ? null : client.fromText(next, field, locale))
  }

  return (
    <TextInput
      id={props.id}
      variant={mode === 'cell' ? 'unstyled' : 'default'}
      aria-label={props.label}
      value={text}
      onChange={(event) => handleChange(event.currentTarget.value)}
      onFocus={(event) => mode === 'cell' && initialText === undefined && event.currentTarget.select()}
      error={props.error}
      autoFocus={props.autoFocus}
      data-autofocus={props.autoFocus || undefined}
      inputMode={props.inputMode}
      placeholder={props.placeholder}
      rightSection={props.rightSection}
      autoComplete="off"
    />
  )
}
