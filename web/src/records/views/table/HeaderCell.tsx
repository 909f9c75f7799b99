import { Menu } from '@mantine/core'
import type { RefObject } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { pathLabel } from '@/schema/catalogue'
import { IconArrowDown, IconArrowUp, IconChevronDown } from '@/ui/icons'
import { fieldClient } from '../../fields/fieldClients'
import { clampWidth, type Column } from '../columns'
import { moveColumn, resizeColumn } from '../columnChanges'
import { sortDirection, withSort } from '../sorting'
import type { ViewState } from '../viewState'
import { ColumnMenu } from './ColumnMenu'
import styles from './HeaderCell.module.css'
import { headerRow } from './useGrid'
import { columnTemplate, columnWidthVariable } from './widths'

interface Props {
  object: ObjectType
  columns: Column[]
  column: Column
  index: number
  state: ViewState
  onChange(change: Partial<ViewState>): void
  dragged: RefObject<string | null>
  active: boolean
}

export function HeaderCell({ object, columns, column, index, state, onChange, dragged, active }: Props) {
  const { t, label } = useLocale()
  const direction = sortDirection(state.sort, column.path)
  const name = pathLabel(column.resolved, label)
  const sortable = column.field.sortable !== false

  // Writes the width into the CSS variable while the pointer moves; the view's settings change once, at the end.
  function startResize(event: React.PointerEvent<HTMLElement>): void {
    event.preventDefault()
    event.stopPropagation()
    const root = event.currentTarget.closest<HTMLElement>(`[style*="${columnWidthVariable}"]`)!
    const start = event.clientX
    let width = column.width
    const handleMove = (move: PointerEvent) => {
      width = clampWidth(column.width + move.clientX - start)
      root.style.setProperty(columnWidthVariable, columnTemplate(columns.with(index, { ...column, width })))
    }
    const handleUp = () => {
      document.removeEventListener('pointermove', handleMove)
      if (width !== column.width) onChange({ settings: resizeColumn(object, state.settings, column.path, width) })
    }
    document.addEventListener('pointermove', handleMove)
    document.addEventListener('pointerup', handleUp, { once: true })
  }

  function handleDrop(event: React.DragEvent): void {
    event.preventDefault()
    if (dragged.current && dragged.current !== column.path) onChange({ settings: moveColumn(object, state.settings, dragged.current, column.path) })
    dragged.current = null
  }

  return (
    <div
      className={styles.cell}
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={direction === 1 ? 'ascending' : direction === -1 ? 'descending' : undefined}
      data-title={column.isTitle || undefined}
      data-end={fieldClient(column.field.type).align === 'end' || undefined}
      draggable={!column.isTitle}
      onDragStart={() => (dragged.current = column.path)}
      onDragOver={(event) => dragged.current && event.preventDefault()}
      onDrop={handleDrop}
    >
      <button
        type="button"
        className={`bare ${styles.name}`}
        title={name}
        data-cell={`${headerRow}/${index + 1}`}
        tabIndex={active ? 0 : -1}
        onKeyDown={openMenuByKey}
        onClick={(event) => sortable && onChange({ sort: withSort(state.sort, column.path, direction === 1 ? -1 : direction === -1 ? 0 : 1, event.shiftKey) })}
      >
        <span className="ellipsis">{name}</span>
        {direction === 1 && <IconArrowUp size={14} aria-hidden />}
        {direction === -1 && <IconArrowDown size={14} aria-hidden />}
      </button>
      <Menu position="bottom-start" width={220} withinPortal>
        <Menu.Target>
          <button type="button" className={`bare ${styles.menu}`} tabIndex={-1} data-column-menu aria-label={t('table.column_menu', { name })}>
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <ColumnMenu object={object} columns={columns} column={column} index={index} sortable={sortable} state={state} onChange={onChange} />
        </Menu.Dropdown>
      </Menu>
      <span className={styles.handle} onPointerDown={startResize} aria-hidden />
    </div>
  )
}

/** Alt and arrow down, as on a drop-down. */
function openMenuByKey(event: React.KeyboardEvent<HTMLElement>): void {
  if (!event.altKey || event.key !== 'ArrowDown') return
  event.preventDefault()
  event.currentTarget.parentElement?.querySelector<HTMLElement>('[data-column-menu]')?.click()
}
