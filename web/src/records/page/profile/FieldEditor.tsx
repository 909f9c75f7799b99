import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Field, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { announce } from '@/ui/announce'
import { Unparsed } from '../../fields/fieldClient'
import { FieldInput } from '../../fields/FieldInput'
import { sameValue } from '../../values'
import { updateFields } from '../../write'
import styles from './FieldRow.module.css'

interface Props {
  record: RecordData
  field: Field
  onClose(): void
}

/** These have several controls or several lines: Enter belongs to them, buttons save. */
const large = ['long_text', 'emails', 'phones', 'urls', 'postal_address', 'multi_select']

/** Edits one field in place. Enter and a click elsewhere keep the value, Esc gives the old one back. */
export function FieldEditor({ record: shown, field, onClose }: Props) {
  const { t, label } = useLocale()
  // As it was when the editing began: what others write meanwhile must clash, not vanish.
  const [record] = useState(shown)
  const old = record.fields[field.name] ?? null
  const [draft, setDraft] = useState<unknown>(old)
  const [error, setError] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const isLarge = large.includes(field.type) || field.relation?.cardinality === 'many'

  function finish(value: unknown): void {
    if (value instanceof Unparsed) {
      const message = t('value.unreadable', { text: value.text })
      setError(message)
      announce(message)
      return
    }
    onClose()
    if (!sameValue(value, old)) void updateFields(record, { [field.name]: value })
  }

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey || (!isLarge && !choosesOption(event.target)))
    if (event.key === 'Escape') onClose()
    else if (saves) finish(draft)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  useEffect(() => {
    function handlePointerDown(event: PointerEvent): void {
      const target = event.target as HTMLElement
      if (box.current?.contains(target) || target.closest('[data-editor-popover], [data-portal]')) return
      if (draft instanceof Unparsed) onClose()
      else finish(draft)
    }
    document.addEventListener('pointerdown', handlePointerDown, true)
    return () => document.removeEventListener('pointerdown', handlePointerDown, true)
  })

  return (
    <div ref={box} className={styles.editor} onKeyDown={handleKeyDown} role="presentation">
      <FieldInput
        field={field}
        value={draft instanceof Unparsed ? old : draft}
        mode="form"
        label={label(field.label, field.name)}
        autoFocus
        error={error || undefined}
        onChange={(value) => {
          setDraft(value)
          if (error) setError('')
        }}
        onCommit={finish}
      />
      {isLarge && (
        <div className={styles.buttons}>
          <Button size="compact-sm" onClick={() => finish(draft)}>
            {t('common.save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

function choosesOption(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true' && target.hasAttribute('aria-activedescendant')
}
