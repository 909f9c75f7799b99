import { Link } from '@tanstack/react-router'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { readRelated } from '@/api/timeline'
import type { Field, ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { IconButton } from '@/ui/IconButton'
import { IconX } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { isEditable } from '../../fields/fieldClients'
import { references } from '../../fields/relation/references'
import { quote } from '../../filters/literals'
import { subtitleOf } from '../../subtitle'
import { updateFields } from '../../write'
import { AddLink } from './AddLink'
import { changeLink } from './link'
import styles from './Relations.module.css'

interface Props {
  field: Field
  target: ObjectType
  record: RecordData
}

const shownAtFirst = 5
/** More than these are shown as a list of their own. */
const shownAtMost = 20

/** The records one relation leads to, and the ways to link, unlink and add one. */
export function RelationCard({ field, target, record }: Props) {
  const locale = useLocale()
  const { t, label, format } = locale
  const catalogue = useCatalogue()
  const many = field.relation?.cardinality === 'many'
  const [all, setAll] = useState(false)
  const known = references(record.fields[field.name])
  const total = many ? Number(record.fields[`${field.name}_count`] ?? known.length) : known.length
  const limit = all ? shownAtMost : shownAtFirst
  const { data } = useQuery({
    queryKey: [...keys.related(record.object, record.id, field.name), limit],
    queryFn: ({ signal }) => readRelated(record.object, record.id, field.name, [target.title_field, ...target.subtitle], limit, signal),
    enabled: many && total > 0,
    placeholderData: keepPreviousData,
  })
  const loaded = data?.records.map((entry) => ({ id: entry.id, title: entry.title, subtitle: subtitleOf(entry, target, catalogue, locale, record.title) }))
  const entries = loaded ?? known.slice(0, limit).map((entry) => ({ ...entry, subtitle: '' }))
  const canLink = record.can.edit === true && !record.read_only?.includes(field.name) && (many || isEditable(field))

  function handleUnlink(entry: Reference): void {
    if (many) void changeLink(catalogue, record, field, entry, 'remove')
    else void updateFields(record, { [field.name]: null }, undefined, t('relation.unlinked', { title: entry.title }))
  }

  return (
    <section className={styles.card} aria-label={label(field.label, field.name)}>
      <div className={styles.head}>
        <h3 className={styles.name}>
          <ObjectIcon icon={target.icon} colour={target.colour} size={16} />
          <span className="ellipsis">{label(field.label, field.name)}</span>
          {many && <span className={styles.count}>{format.number(total)}</span>}
        </h3>
        {canLink && <AddLink field={field} target={target} record={record} />}
      </div>
      {entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <div className={styles.texts}>
                <Link to="/d/$object/r/$id" params={{ object: target.name, id: entry.id }} className={styles.title}>
                  {entry.title || '–'}
                </Link>
                {entry.subtitle && <div className={styles.subtitle}>{entry.subtitle}</div>}
              </div>
              {canLink && <IconButton icon={IconX} label={t('relation.unlink', { title: entry.title })} size={24} iconSize={14} className={styles.unlink} onClick={() => handleUnlink(entry)} />}
            </li>
          ))}
        </ul>
      )}
      {total > entries.length && <ShowAll field={field} target={target} record={record} total={total} onExpand={all ? undefined : () => setAll(true)} />}
    </section>
  )
}

/** A few more unfold here; many are shown as a list of their own. */
function ShowAll({ field, target, record, total, onExpand }: Props & { total: number; onExpand?(): void }) {
  const { t } = useLocale()
  const text = t('relation.show_all', { n: total })
  const inverse = field.relation?.inverse
  if (total > shownAtMost && inverse) {
    return (
      <Link to="/d/$object" params={{ object: target.name }} search={{ f: `${inverse} = ${quote(record.id)}` }} className={styles.more}>
        {text}
      </Link>
    )
  }
  if (!onExpand) return null
  return (
    <button type="button" className={`bare ${styles.more}`} onClick={onExpand}>
      {text}
    </button>
  )
}
