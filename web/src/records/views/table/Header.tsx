import { useRef } from 'react'
import type { ObjectType } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconCheck, IconMinus } from '@/ui/icons'
import type { Column } from '../columns'
import type { List } from '../useList'
import type { ViewState } from '../viewState'
import { HeaderCell } from './HeaderCell'
import styles from './Header.module.css'
import { headerRow } from './useGrid'
import { noSelection, type Selection } from './selection'

interface Props {
  object: ObjectType
  columns: Column[]
  state: ViewState
  onChange(change: Partial<ViewState>): void
  list: List
  selection: Selection
  onSelect(selection: Selection): void
  onSelectAll(): void
  /** The column that holds the focus, when it is in the header. */
  activeColumn: number
}

export function Header({ object, columns, state, onChange, list, selection, onSelect, onSelectAll, activeColumn }: Props) {
  const t = useT()
  const dragged = useRef<string | null>(null)
  const some = selection.all || selection.ids.size > 0
  return (
    <div className={styles.header} role="row" aria-rowindex={1}>
      <div className={styles.select} role="columnheader" aria-colindex={1}>
        <button
          type="button"
          className={styles.box}
          data-cell={`${headerRow}/0`}
          tabIndex={activeColumn === 0 ? 0 : -1}
          data-checked={some || undefined}
          aria-label={t(some ? 'table.select_none' : 'table.select_all')}
          onClick={() => (some || list.layout.rowCount === 0 ? onSelect(noSelection) : onSelectAll())}
        >
          {some && (selection.all ? <IconCheck size={12} stroke={3} /> : <IconMinus size={12} stroke={3} />)}
        </button>
      </div>
      {columns.map((column, index) => (
        <HeaderCell key={column.path} object={object} columns={columns} column={column} index={index} state={state} onChange={onChange} dragged={dragged} active={activeColumn === index + 1} />
      ))}
      <div role="presentation" />
    </div>
  )
}
