import { useEffect, useRef, useState } from 'react'
import type { RecordData } from '@/api/types'
import { currentLocale, useLocale } from '@/i18n/locale'
import { announce } from '@/ui/announce'
import { Unparsed } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { FieldInput } from '../../fields/FieldInput'
import { sameValue } from '../../values'
import { updateFields } from '../../write'
import { valuesFor, type Column } from '../columns'
import styles from './CellEditor.module.css'
import type { Grid } from './useGrid'

interface Props {
  record: RecordData
  column: Column
  initialText?: string
  row: number
  at: number
  edit: Grid['edit']
  move: Grid['move']
}

/** Enter keeps and goes down, Tab keeps and goes right, Esc gives the old value back. */
export function CellEditor({ record: given, column, initialText, row, at, edit, move }: Props) {
  const { t, label } = useLocale()
  // As it was when the editing began: what others write meanwhile must clash, not vanish.
  const [record] = useState(given)
  const old = record.fields[column.path] ?? null
  const [error, setError] = useState('')
  const start = initialText === undefined ? old : startValue(column, initialText, old)
  const [shown, setShown] = useState(start)
  const draft = useRef(start) // the state, known before the next render
  const box = useRef<HTMLDivElement>(null)
  const done = useRef(false)

  function finish(value: unknown, next?: { row: number; column: number }): void {
    if (done.current) return
    if (value instanceof Unparsed) {
      const message = t('value.unreadable', { text: value.text })
      setError(message)
      announce(message)
      return
    }
    done.current = true
    edit(null)
    if (next) move(next)
    if (!sameValue(value, old)) void updateFields(record, valuesFor(column, value))
  }

  function handleKeyDown(event: React.KeyboardEvent): void {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    const multiline = event.target instanceof HTMLTextAreaElement
    if (event.key === 'Escape') {
      done.current = true
      edit(null)
    } else if (event.key === 'Tab' && !isInside(box.current, event.shiftKey)) {
      event.preventDefault()
      finish(draft.current, { row, column: at + (event.shiftKey ? -1 : 1) })
    } else if (event.key === 'Enter' && (!multiline || event.ctrlKey) && !choosesOption(event.target)) {
      event.preventDefault()
      finish(draft.current, { row: row + 1, column: at })
    }
  }

  // A click elsewhere keeps what was written, unless it is no value.
  useEffect(() => {
    function handlePointerDown(event: PointerEvent): void {
      const target = event.target as HTMLElement
      if (box.current?.contains(target) || target.closest('[data-editor-popover], [data-portal]')) return
      if (draft.current instanceof Unparsed) edit(null)
      else finish(draft.current)
    }
    document.addEventListener('pointerdown', handlePointerDown, true)
    return () => document.removeEventListener('pointerdown', handlePointerDown, true)
  })

  return (
    <div ref={box} className={styles.editor} onKeyDown={handleKeyDown} role="presentation">
      <FieldInput
        field={column.field}
        value={shown}
        mode="cell"
        label={label(column.field.label)}
        initialText={initialText}
        autoFocus
        onChange={(value) => {
          draft.current = value
          setShown(value)
          if (error) setError('')
        }}
        onCommit={(value) => finish(value)}
      />
      {error && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
    </div>
  )
}

function startValue(column: Column, text: string, old: unknown): unknown {
  const client = fieldClient(column.field.type)
  return client.typing === 'value' ? client.fromText(text, column.field, currentLocale()) : old
}

/** An editor of several controls keeps Tab until its last one. */
function isInside(box: HTMLElement | null, backwards: boolean): boolean {
  const controls = [...(box?.querySelectorAll<HTMLElement>('input:not([type=hidden]), button:not([tabindex="-1"]), textarea') ?? [])]
  if (controls.length < 2) return false
  const index = controls.indexOf(document.activeElement as HTMLElement)
  return backwards ? index > 0 : index >= 0 && index < controls.length - 1
}

function choosesOption(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true' && target.hasAttribute('aria-activedescendant')
}
