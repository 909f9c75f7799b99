import { useState } from 'react'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { readPreference, writePreference } from '@/lib/storage'
import { IconChevronDown, IconChevronRight } from '@/ui/icons'
import { FieldRow } from './FieldRow'
import { fieldGroups, type FieldGroup } from './groups'
import styles from './Profile.module.css'

/** All fields of a record, in groups that can be folded. */
export function Profile({ object, record }: { object: ObjectType; record: RecordData }) {
  return (
    <div className={styles.profile}>
      {fieldGroups(object, record).map((group) => (
        <Group key={group.key} group={group} record={record} />
      ))}
    </div>
  )
}

function Group({ group, record }: { group: FieldGroup; record: RecordData }) {
  const { t } = useLocale()
  const preference = `group-${record.object}-${group.key}`
  const [open, setOpen] = useState(() => (readPreference(preference) ?? (group.key === 'system' ? 'closed' : 'open')) === 'open')
  const [withEmpty, setWithEmpty] = useState(false)
  const id = `fields-${group.key}-${record.id}`
  const fields = withEmpty ? [...group.fields, ...group.empty] : group.fields

  function toggle(): void {
    writePreference(preference, open ? 'closed' : 'open')
    setOpen(!open)
  }

  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>
        <button type="button" className={`bare ${styles.toggle}`} aria-expanded={open} aria-controls={id} onClick={toggle}>
          {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          {t(`record.group_${group.key}`)}
        </button>
      </h3>
      {open && (
        <div id={id}>
          <dl className={styles.fields}>
            {fields.map((field) => (
              <FieldRow key={field.name} record={record} field={field} />
            ))}
          </dl>
          {group.empty.length > 0 && (
            <button type="button" className={`bare ${styles.more}`} aria-expanded={withEmpty} onClick={() => setWithEmpty(!withEmpty)}>
              {withEmpty ? t('record.hide_empty') : t('record.show_empty', { n: group.empty.length })}
            </button>
          )}
        </div>
      )}
    </section>
  )
}
