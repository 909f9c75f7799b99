import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'
import { isEditable } from '../fields/fieldClients'
import { updateFields } from '../write'
import styles from './RecordHeader.module.css'

interface Props {
  object: ObjectType
  record: RecordData
  /** Beside a view the page has its heading already. */
  level: 'page' | 'section'
}

/** The title; a click changes it where it is a field of its own. */
export function RecordTitle({ object, record, level }: Props) {
  const { t, label } = useLocale()
  const field = object.fields.find((candidate) => candidate.name === object.title_field)
  const editable = record.can.edit === true && field?.type === 'text' && isEditable(field) && !record.read_only?.includes(field.name)
  const [draft, setDraft] = useState<string | null>(null)
  // As it was when the editing began: what others write meanwhile must clash, not vanish.
  const [begun, setBegun] = useState(record)
  const title = record.title || '–'
  const heading = useRef<HTMLButtonElement>(null)

  function start(): void {
    setBegun(record)
    setDraft(record.title)
  }

  function finish(keep: boolean): void {
    const next = draft?.trim()
    setDraft(null)
    if (keep && field && next && next !== begun.fields[field.name]) void updateFields(begun, { [field.name]: next })
    requestAnimationFrame(() => heading.current?.focus())
  }

  if (draft !== null && field) {
    return (
      <TextInput
        className="grow"
        aria-label={label(field.label)}
        value={draft}
        autoFocus
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Escape') setDraft(null)
          else finish(true)
        }}
      />
    )
  }
  const content = editable ? (
    <button ref={heading} type="button" className={`bare ${styles.editTitle}`} title={t('record.rename')} onClick={start}>
      {title}
    </button>
  ) : (
    title
  )
  return level === 'page' ? (
    <PageTitle title={title} className={styles.title}>
      {content}
    </PageTitle>
  ) : (
    <h2 className={styles.title}>{content}</h2>
  )
}
