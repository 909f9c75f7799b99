import type { KeyboardEvent } from 'react'
import { currentLocale } from '@/i18n/locale'
import { Unparsed } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { updateFields } from '../../write'
import { canEdit, valuesFor, type Column } from '../columns'
import type { List } from '../useList'
import { clearBlock, fillDown } from './useClipboard'
import type { Cell, Grid } from './useGrid'

type Base = Omit<Grid, 'handleKeyDown' | 'handleCopy' | 'handlePaste'>

/** The keys of the table while no cell is edited; the editor has its own. */
export function useCellKeys(grid: Base, columns: Column[], list: List, clearSelection: () => void) {
  function handleKeyDown(event: KeyboardEvent): void {
    const isCell = event.target instanceof HTMLElement && event.target.dataset.cell !== undefined
    if (!isCell) return
    if (grid.editing) return typeAhead(event)
    const control = event.ctrlKey || event.metaKey
    const target = movement(event, grid, list, columns.length)
    if (target) {
      event.preventDefault()
      grid.move(target, { extend: event.shiftKey })
    } else if (act(event, control)) {
      event.preventDefault()
    }
  }

  /** Keys pressed before the editor is there do what they would do in it. */
  function typeAhead(event: KeyboardEvent): void {
    const { editing } = grid
    if (editing?.initialText === undefined || event.ctrlKey || event.metaKey) return
    const text = editing.initialText
    if (event.key === 'Escape') grid.edit(null)
    else if (event.key === 'Backspace') grid.edit({ ...editing, initialText: text.slice(0, -1) })
    else if (event.key === 'Enter') keep(editing, text)
    else if (event.key.length === 1) grid.edit({ ...editing, initialText: text + event.key })
    else return
    event.preventDefault()
  }

  /** What is no value, or must be chosen, waits for the editor. */
  function keep(cell: Cell, text: string): void {
    const column = columns[cell.column - 1]
    const record = grid.record(cell.row)
    if (!column || !record) return
    const client = fieldClient(column.field.type)
    const value = client.typing === 'value' ? client.fromText(text, column.field, currentLocale()) : new Unparsed(text)
    if (value instanceof Unparsed) return
    grid.edit(null)
    grid.move({ row: cell.row + 1, column: cell.column })
    void updateFields(record, valuesFor(column, value))
  }

  /** True when the key did something. */
  function act(event: KeyboardEvent, control: boolean): boolean {
    const { row, column } = grid.active
    if (row < 0 || row >= list.layout.rowCount) return false // buttons of the header and the footer have keys of their own
    const place = list.layout.locate(row)
    if (place?.kind === 'group') return toggleGroup(event.key, list, place.section)
    if (control && event.key === 'd') return run(() => void fillDown(grid, columns))
    if (control && event.key === 'a') return false
    if (event.key === ' ') return run(() => (event.shiftKey || column === 0 ? grid.select(row, { extend: false }) : grid.peek(row)))
    if (event.key === 'Escape') return run(clearSelection)
    if (control || event.altKey) return false
    if (event.key === 'Enter' || event.key === 'F2') return run(() => startEdit())
    if (event.key === 'Delete' || event.key === 'Backspace') return run(() => void clearBlock(grid, columns))
    // A letter starts to write over the value.
    if (event.key.length === 1 && editable()) return run(() => startEdit(event.key))
    return false
  }

  function editable(): boolean {
    const column = columns[grid.active.column - 1]
    const record = grid.record(grid.active.row)
    return column !== undefined && record !== undefined && canEdit(column, record)
  }

  function startEdit(initialText?: string): void {
    const typing = columns[grid.active.column - 1] && fieldClient(columns[grid.active.column - 1]!.field.type).typing
    if (editable()) grid.edit({ ...grid.active, initialText: typing && initialText })
    else if (grid.active.column === 0) grid.select(grid.active.row, { extend: false })
    else grid.peek(grid.active.row)
  }

  return handleKeyDown
}

function run(action: () => void): true {
  action()
  return true
}

function toggleGroup(key: string, list: List, section: number): boolean {
  if (key !== 'Enter' && key !== ' ') return false
  return run(() => list.toggle(String(list.sections[section]!.group!.key)))
}

function movement(event: KeyboardEvent, grid: Base, list: List, columnCount: number): Cell | null {
  const { row, column } = grid.active
  const far = event.ctrlKey || event.metaKey
  const page = Math.max(1, Math.floor((grid.scroller.current?.clientHeight ?? 600) / grid.rowHeight) - 3)
  const last = list.layout.rowCount - 1
  if (event.altKey) return null
  switch (event.key) {
    case 'ArrowDown':
      return { row: far ? last : row + 1, column }
    case 'ArrowUp':
      return { row: far ? 0 : row - 1, column }
    case 'ArrowRight':
      return { row, column: far ? columnCount : column + 1 }
    case 'ArrowLeft':
      return { row, column: far ? 0 : column - 1 }
    case 'PageDown':
      return { row: row + page, column }
    case 'PageUp':
      return { row: row - page, column }
    case 'Home':
      return { row: far ? 0 : row, column: 0 }
    case 'End':
      return { row: far ? last : row, column: columnCount }
    default:
      return null
  }
}
