import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ChangeEntry } from '@/api/timeline'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale, type Locale } from '@/i18n/locale'
import { IconHistory, IconPencil, IconPlus, IconRestore, IconTrash, IconFileImport, IconArrowBackUp } from '@/ui/icons'
import { undo } from '../../undo'
import { FieldDiff } from './FieldDiff'
import styles from './Timeline.module.css'

interface Props {
  object: ObjectType
  record: RecordData
  changes: ChangeEntry[]
}

const icons = { create: IconPlus, update: IconPencil, delete: IconTrash, restore: IconRestore, import: IconFileImport, undo: IconArrowBackUp }

/** Changes of the record itself: one line, unfolded to old and new values. */
export function Changes({ object, record, changes }: Props) {
  const locale = useLocale()
  const { t, format } = locale
  const [open, setOpen] = useState(false)
  const [first] = changes
  const single = changes.length === 1 ? first! : null
  const Icon = single ? icons[single.action] : IconHistory
  const names = [...new Set(changes.map((change) => change.by?.title ?? t('history.system')))]
  const text = single ? sentence(single, object, locale) : t('history.changes', { n: changes.length, names: format.list(names.slice(0, 3)) })
  const hasDetails = changes.some((change) => change.fields.length > 0)
  return (
    <li className={styles.item}>
      <span className={styles.icon}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          {hasDetails ? (
            <button type="button" className={`bare ${styles.meta}`} aria-expanded={open} onClick={() => setOpen(!open)}>
              {text}
            </button>
          ) : (
            <span className={styles.meta}>{text}</span>
          )}
          <span className={styles.meta}>{format.time(first!.at)}</span>
        </div>
        {open && (
          <div className={styles.changes}>
            {changes.map((change) => (
              <Change key={change.change} object={object} record={record} change={change} withName={!single} />
            ))}
          </div>
        )}
      </div>
    </li>
  )
}

function Change({ object, record, change, withName }: { object: ObjectType; record: RecordData; change: ChangeEntry; withName: boolean }) {
  const locale = useLocale()
  const { t, label, format } = locale
  return (
    <div className={styles.change}>
      {withName && (
        <span className={styles.meta}>
          {sentence(change, object, locale)} · {format.time(change.at)}
        </span>
      )}
      <dl style={{ margin: 0 }}>
        {change.fields.map((part) => {
          const field = object.fields.find((candidate) => candidate.name === part.field.split('.')[0])
          if (!field) return null
          return (
            <div key={part.field} className={styles.field}>
              <dt>{label(field.label, field.name)}</dt>
              <dd>
                <FieldDiff field={field} from={part.from} to={part.to} />
              </dd>
            </div>
          )
        })}
      </dl>
      {record.can.edit && change.action === 'update' && (
        <span>
          <Button variant="subtle" size="compact-xs" leftSection={<IconArrowBackUp size={14} />} onClick={() => void undo(change.change)}>
            {t('history.take_back')}
          </Button>
        </span>
      )}
    </div>
  )
}

const fieldsAtMost = 3

/** Who did what, with the names of the fields as long as they are few. */
function sentence(change: ChangeEntry, object: ObjectType, { t, label, format }: Locale): string {
  const name = change.by?.title ?? t('history.system')
  const named = change.fields.flatMap((part) => object.fields.find((field) => field.name === part.field.split('.')[0]) ?? [])
  if (change.action !== 'update' || named.length === 0 || named.length > fieldsAtMost) return t(`history.${change.action}`, { name })
  return t('history.update_fields', { name, fields: format.list([...new Set(named.map((field) => label(field.label, field.name)))]) })
}
