import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { Avatar } from '@/ui/Avatar'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { isEmptyValue, isMasked } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { FieldDisplay } from '../../fields/FieldDisplay'
import type { Column } from '../columns'
import styles from './ListRow.module.css'

interface Props {
  row: number
  count: number
  top: number
  object: ObjectType
  columns: Column[]
  record: RecordData | undefined
  onOpen(id: string): void
}

export function ListRow({ row, count, top, object, columns, record, onOpen }: Props) {
  const locale = useLocale()
  const place = { transform: `translateY(${top}px)` }
  if (!record) {
    return (
      <li className={styles.row} style={place} aria-setsize={count} aria-posinset={row + 1}>
        <span className={styles.waiting}>…</span>
      </li>
    )
  }
  const isPerson = object.fields.some((field) => field.type === 'person_name')
  const badge = columns.find((column) => ['status', 'select', 'money'].includes(column.field.type))
  return (
    <li className={styles.row} style={place} aria-setsize={count} aria-posinset={row + 1}>
      <button type="button" className={`bare ${styles.button}`} onClick={() => onOpen(record.id)}>
        {isPerson ? <Avatar name={record.title} size={36} /> : <ObjectIcon icon={object.icon} colour={object.colour} size={22} />}
        <span className={styles.text}>
          <span className={styles.title}>{record.title || '–'}</span>
          <span className={styles.subtitle}>{subtitle(record, columns, locale)}</span>
        </span>
        {badge && <FieldDisplay field={badge.field} value={record.fields[badge.path]} />}
      </button>
    </li>
  )
}

/** The first values after the title, as text. */
function subtitle(record: RecordData, columns: Column[], locale: ReturnType<typeof useLocale>): string {
  const texts = columns
    .filter((column) => !column.isTitle && !['status', 'select', 'money', 'checkbox', 'multi_select'].includes(column.field.type))
    .map((column) => {
      const value = record.fields[column.path]
      return isEmptyValue(value) || isMasked(value) ? '' : fieldClient(column.field.type).toText(value, column.field, locale)
    })
  return texts.filter(Boolean).slice(0, 2).join(' · ')
}
