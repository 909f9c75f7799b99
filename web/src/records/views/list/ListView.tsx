import { useMemo, useRef } from 'react'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import { visibleColumns } from '../columns'
import { ListStatus } from '../ListStatus'
import { NoRecords } from '../NoRecords'
import { useList } from '../useList'
import { useRows } from '../useRows'
import type { ViewProps } from '../viewProps'
import { ListGroup } from './ListGroup'
import { ListRow } from './ListRow'
import styles from './ListView.module.css'
import { useVisibleRows } from './useVisibleRows'

const rowHeight = 60

/** Records in lines of two: what a phone shows instead of a table. */
export default function ListView({ object, view, state, onChange, onPeek }: ViewProps) {
  const { label } = useLocale()
  const catalogue = useCatalogue()
  const columns = useMemo(() => visibleColumns(catalogue, object, state.settings), [catalogue, object, state.settings])
  const fields = useMemo(() => [...new Set([...columns.map((column) => column.path), ...object.subtitle])], [columns, object])
  const list = useList(object.name, state, fields)
  const scroller = useRef<HTMLDivElement>(null)
  const { range, scale, offset } = useVisibleRows(scroller, list.layout.rowCount, rowHeight)
  const record = useRows(object.name, list.query, list.sections, list.layout, range)

  if (list.error && list.layout.rowCount === 0) return <Failure error={list.error} onRetry={list.retry} />
  if (list.isChanging && list.count === undefined && list.sections.length < 2) return <Placeholder lines={10} />
  if (list.layout.rowCount === 0 && !list.isChanging) return <NoRecords object={object} state={state} onChange={onChange} />
  const rows = Array.from({ length: Math.max(0, Math.min(range.last, list.layout.rowCount - 1) - range.first + 1) }, (_, index) => range.first + index)

  return (
    <div className={styles.view}>
      <div ref={scroller} className={styles.scroller} aria-busy={list.isChanging} tabIndex={record(range.first) ? undefined : 0}>
        <ul className={styles.list} style={{ height: scale.height }} aria-label={`${label(object.plural)}: ${label(view.label)}`}>
          {rows.map((row) => {
            const place = list.layout.locate(row)
            const common = { row, count: list.layout.rowCount, top: row * rowHeight + offset }
            if (place?.kind === 'group') return <ListGroup key={row} {...common} section={list.sections[place.section]!} onToggle={list.toggle} />
            return <ListRow key={row} {...common} object={object} columns={columns} record={record(row)} onOpen={onPeek} />
          })}
        </ul>
      </div>
      <ListStatus list={list} object={object} />
    </div>
  )
}
