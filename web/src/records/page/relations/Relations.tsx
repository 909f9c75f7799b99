import type { ObjectType, RecordData } from '@/api/types'
import { useT } from '@/i18n/locale'
import { findObject, useCatalogue } from '@/schema/catalogue'
import { RelationCard } from './RelationCard'
import styles from './Relations.module.css'

/** What the record is linked to, as cards; what the timeline shows or the profile administers is not repeated. */
export function Relations({ object, record }: { object: ObjectType; record: RecordData }) {
  const t = useT()
  const catalogue = useCatalogue()
  const cards = object.fields.flatMap((field) => {
    const target = field.type === 'relation' && field.relation ? findObject(catalogue, field.relation.target) : undefined
    const inTimeline = target?.timeline && field.relation?.cardinality === 'many'
    return target && !inTimeline && !field.system && target.name !== 'user' && !record.hidden?.includes(field.name) ? { field, target } : []
  })
  if (cards.length === 0) return <p className="dim">{t('relation.none_here')}</p>
  return (
    <div className={styles.relations}>
      {cards.map(({ field, target }) => (
        <RelationCard key={field.name} field={field} target={target} record={record} />
      ))}
    </div>
  )
}
