import type { RecordData } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconCheck } from '@/ui/icons'
import { fieldClient } from '../../fields/fieldClients'
import { FieldDisplay } from '../../fields/FieldDisplay'
import { canEdit, type Column } from '../columns'
import { CellEditor } from './CellEditor'
import { CellLink } from './CellLink'
import styles from './Row.module.css'
import type { Editing, Grid } from './useGrid'

interface Props {
  row: number
  /** Its place in the list or in its group, from 1. */
  number: number
  top: number
  record: RecordData | undefined
  columns: Column[]
  activeColumn: number
  /** Ends of the marked block in this row; -1 when there is none, or the row is outside of it. */
  anchorColumn: number
  headColumn: number
  editing: Editing | null
  selected: boolean
  move: Grid['move']
  drag: Grid['drag']
  edit: Grid['edit']
  peek: Grid['peek']
  select: Grid['select']
}

export function Row({ row, number, top, record, columns, activeColumn, anchorColumn, headColumn, editing, selected, move, drag, edit, peek, select }: Props) {
  const t = useT()
  const marked = (column: number) =>
    anchorColumn >= 0 && column >= Math.min(anchorColumn, headColumn) && column <= Math.max(anchorColumn, headColumn)

  function handleClick(event: React.MouseEvent, column: number): void {
    move({ row, column }, { extend: event.shiftKey })
  }

  return (
    <div className={styles.row} style={{ transform: `translateY(${top}px)` }} role="row" aria-rowindex={row + 2} aria-selected={selected} data-selected={selected || undefined}>
      <div
        className={styles.select}
        role="gridcell"
        aria-colindex={1}
        tabIndex={activeColumn === 0 ? 0 : -1}
        data-cell={`${row}/0`}
        onClick={(event) => {
          move({ row, column: 0 })
          select(row, { extend: event.shiftKey })
        }}
      >
        <span className={styles.box} data-checked={selected || undefined}>
          {selected && <IconCheck size={12} stroke={3} />}
        </span>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        <span className="visually-hidden">{t(selected ? 'table.deselect_row' : 'table.select_row', { title: record?.title ?? '' })}</span>
      </div>
      {columns.map((column, index) => {
        const at = index + 1
        const isEditing = editing?.column === at && record
        return (
          <div
            key={column.path}
            className={styles.cell}
            role="gridcell"
            aria-colindex={at + 1}
            aria-readonly={record ? !canEdit(column, record) : undefined}
            tabIndex={activeColumn === at ? 0 : -1}
            data-cell={`${row}/${at}`}
            data-title={column.isTitle || undefined}
            data-end={fieldClient(column.field.type).align === 'end' || undefined}
            data-marked={marked(at) || undefined}
            data-editing={isEditing ? true : undefined}
            onMouseDown={(event) => (event.shiftKey ? event.preventDefault() : !isEditing && drag.begin({ row, column: at }))}
            onMouseEnter={(event) => drag.reach({ row, column: at }, event.buttons === 1)}
            onClick={(event) => !isEditing && handleClick(event, at)}
            onDoubleClick={() => record && (canEdit(column, record) ? edit({ row, column: at }) : peek(row))}
          >
            {isEditing ? (
              <CellEditor key={editing.initialText} record={record} column={column} initialText={editing.initialText} row={row} at={at} edit={edit} move={move} />
            ) : (
              <CellContent record={record} column={column} onOpen={() => peek(row)} />
            )}
          </div>
        )
      })}
      <div className={styles.rest} role="presentation" />
    </div>
  )
}

function CellContent({ record, column, onOpen }: { record: RecordData | undefined; column: Column; onOpen(): void }) {
  const t = useT()
  if (!record) return <span className={styles.waiting}>…</span>
  if (column.isTitle) {
    return (
      <button type="button" className={`bare ${styles.title}`} tabIndex={-1} onClick={onOpen}>
        {record.title || '–'}
      </button>
    )
  }
  if (record.hidden?.includes(column.resolved.field.name)) {
    return (
      <span className={styles.waiting} title={t('field.hidden')}>
        ••••<span className="visually-hidden">{t('field.hidden')}</span>
      </span>
    )
  }
  const content = <FieldDisplay field={column.field} value={record.fields[column.path]} />
  return (
    <>
      <span className={styles.content}>{content}</span>
      <CellLink field={column.field} value={record.fields[column.path]} />
    </>
  )
}
