import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { RecordEntry } from '@/api/timeline'
import type { ObjectType, Option, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { today } from '@/lib/dates'
import { useObject } from '@/schema/catalogue'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { updateFields } from '../../write'
import { kindIcons } from '../kindIcons'
import styles from './Timeline.module.css'

/** A linked record in the timeline: a call, a note, a task. */
export function RecordItem({ entry, owner }: { entry: RecordEntry; owner: RecordData }) {
  const { label, format, t } = useLocale()
  const object = useObject(entry.record.object)
  if (!object) return null
  const { record } = entry
  const kind = kindOf(object, record)
  const Icon = kind ? kindIcons[kind.key] : undefined
  const done = object.fields.find((field) => field.name === 'done' && field.type === 'checkbox')
  const isDone = done ? record.fields[done.name] === true : false
  const isDate = entry.at.length === 10
  const isLate = done && !isDone && isDate && entry.at < today()
  const time = isDate ? (done && !isDone && !isLate ? t('timeline.due') : '') : format.time(entry.at)
  return (
    <li className={styles.item}>
      <span className={`${styles.icon} hue-${kind?.colour ?? object.colour}`}>{Icon ? <Icon size={16} stroke={1.75} aria-hidden /> : <ObjectIcon icon={object.icon} colour={kind?.colour ?? object.colour} size={16} />}</span>
      <div className={styles.body}>
        <div className={styles.line}>
          {done && (
            <Checkbox
              size="xs"
              checked={isDone}
              disabled={!record.can.edit}
              aria-label={t('today.finish', { title: record.title })}
              onChange={(event) => void setDone(record, owner, done.name, event.currentTarget.checked)}
            />
          )}
          <Link to="/d/$object/r/$id" params={{ object: object.name, id: record.id }} className={styles.title} data-done={isDone || undefined}>
            {record.title || '–'}
          </Link>
          <span className={styles.meta}>
            {[kind ? label(kind.label, kind.key) : label(object.label), time].filter(Boolean).join(' · ')}
            {isLate && <span className={styles.overdue}> · {t('today.overdue')}</span>}
          </span>
        </div>
        <Others object={object} record={record} owner={owner} />
        <Text object={object} record={record} />
      </div>
    </li>
  )
}

async function setDone(record: RecordData, owner: RecordData, field: string, done: boolean): Promise<void> {
  await updateFields(record, { [field]: done })
  await queryClient.invalidateQueries({ queryKey: keys.record(owner.object, owner.id) })
}

function kindOf(object: ObjectType, record: RecordData): Option | undefined {
  const field = object.fields.find((candidate) => candidate.name === 'kind' && candidate.type === 'select')
  return field?.options?.find((option) => option.key === record.fields[field.name])
}

/** Who else it is about. */
function Others({ object, record, owner }: { object: ObjectType; record: RecordData; owner: RecordData }) {
  const links = object.fields.flatMap((field) => {
    const target = field.relation?.target
    if (!target || target === 'user') return []
    const value = record.fields[field.name]
    const references = (Array.isArray(value) ? value : value ? [value] : []) as Reference[]
    return references.filter((reference) => reference.id !== owner.id).map((reference) => ({ target, ...reference }))
  })
  if (links.length === 0) return null
  return (
    <div className={styles.line}>
      {links.slice(0, 6).map((link) => (
        <Link key={`${link.target}/${link.id}`} to="/d/$object/r/$id" params={{ object: link.target, id: link.id }} className={`${styles.title} ${styles.meta}`}>
          {link.title}
        </Link>
      ))}
    </div>
  )
}

const longest = 280

function Text({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const [open, setOpen] = useState(false)
  const field = object.fields.find((candidate) => candidate.type === 'long_text')
  const text = field && record.fields[field.name]
  if (typeof text !== 'string' || text === '') return null
  const isLong = text.length > longest || text.split('\n').length > 4
  return (
    <>
      <p className={styles.text} data-folded={(isLong && !open) || undefined}>
        {text}
      </p>
      {isLong && (
        <button type="button" className={`bare ${styles.unfold}`} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'timeline.less' : 'timeline.whole')}
        </button>
      )}
    </>
  )
}
