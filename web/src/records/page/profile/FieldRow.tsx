import { Tooltip } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Field, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconLock, IconPencil } from '@/ui/icons'
import { isEmptyValue, isMasked } from '../../fields/fieldClient'
import { isEditable } from '../../fields/fieldClients'
import { FieldDisplay } from '../../fields/FieldDisplay'
import { FieldEditor } from './FieldEditor'
import { FieldHistory } from './FieldHistory'
import styles from './FieldRow.module.css'

/** One field of a record: its name, its value, and on hover what can be done with it. */
export function FieldRow({ record, field }: { record: RecordData; field: Field }) {
  const { t, label } = useLocale()
  const [editing, setEditing] = useState(false)
  const row = useRef<HTMLDivElement>(null)
  const name = label(field.label, field.name)
  const value = record.fields[field.name]
  const locked = record.read_only?.includes(field.name) && isEditable(field)
  const editable = record.can.edit === true && isEditable(field) && !locked && !isMasked(value)

  function handleClick(event: React.MouseEvent): void {
    const chosen = window.getSelection()?.toString()
    if (editable && !chosen && !(event.target as HTMLElement).closest('a, button')) setEditing(true)
  }

  function handleClose(): void {
    setEditing(false)
    requestAnimationFrame(() => row.current?.querySelector<HTMLButtonElement>('[data-edit]')?.focus())
  }

  return (
    <div ref={row} className={styles.row} data-editing={editing || undefined}>
      <dt className={styles.name} title={label(field.help)}>
        {name}
      </dt>
      {editing ? (
        <dd className={styles.value}>
          <FieldEditor record={record} field={field} onClose={handleClose} />
        </dd>
      ) : (
        <dd className={styles.value} data-editable={editable || undefined} onClick={handleClick}>
          <span className={styles.content}>{isEmptyValue(value) ? <span className={styles.empty}>–</span> : <FieldDisplay field={field} value={value} />}</span>
          <span className={styles.tools}>
            {locked && (
              <Tooltip label={t('field.locked')}>
                <span className={styles.lock}>
                  <IconLock size={14} aria-hidden />
                  <span className="visually-hidden">{t('field.locked')}</span>
                </span>
              </Tooltip>
            )}
            {!field.system && <FieldHistory record={record} field={field} />}
            {editable && <IconButton data-edit icon={IconPencil} label={t('field.edit', { name })} size={24} iconSize={14} onClick={() => setEditing(true)} />}
          </span>
        </dd>
      )}
    </div>
  )
}
