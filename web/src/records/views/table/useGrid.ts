import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { ObjectType, RecordData } from '@/api/types'
import { usePhone } from '@/lib/usePhone'
import type { Column } from '../columns'
import type { List } from '../useList'
import { useRows, type Range } from '../useRows'
import { isSelected, toggled, type Selection } from './selection'
import { scaleFor, viewportOf, type Scale } from './scroll'
import { useCellKeys } from './useCellKeys'
import { useClipboard } from './useClipboard'
import { useDrag, type CellDrag } from './useDrag'

/** The header is the row before the first; the footer is the row after the last. */
export const headerRow = -1

export interface Cell {
  row: number
  column: number
}

export interface Editing extends Cell {
  initialText?: string
}

export interface Grid {
  active: Cell
  anchor: Cell
  editing: Editing | null
  range: Range
  scale: Scale
  rowHeight: number
  scroller: RefObject<HTMLDivElement | null>
  record(row: number): RecordData | undefined
  move(to: Cell, options?: { extend?: boolean; focus?: boolean }): void
  drag: CellDrag
  edit(cell: Editing | null): void
  setRange(range: Range): void
  peek(row: number): void
  select(row: number, options: { extend: boolean }): void
  handleKeyDown(event: React.KeyboardEvent): void
  handleCopy(event: React.ClipboardEvent): void
  handlePaste(event: React.ClipboardEvent): void
}

interface Options {
  object: ObjectType
  columns: Column[]
  list: List
  scroller: RefObject<HTMLDivElement | null>
  onPeek(id: string): void
  selection: Selection
  onSelect(selection: Selection): void
  density?: string
}

const rowHeights: Record<string, number> = { dense: 28, comfortable: 48 }

/** Which cell is active, which is edited, which rows are on the screen. */
export function useGrid({ object, columns, list, scroller, onPeek, selection, onSelect, density = 'normal' }: Options): Grid {
  const phone = usePhone()
  const rowHeight = phone ? 44 : (rowHeights[density] ?? 36)
  const [range, setRange] = useState<Range>({ first: 0, last: 40 })
  const [active, setActive] = useState<Cell>({ row: 0, column: 1 })
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 1 })
  const [editing, setEditing] = useState<Editing | null>(null)
  const lastSelected = useRef(0)
  const wantsFocus = useRef(false)
  const { layout } = list
  const record = useRows(object.name, list.query, list.sections, layout, range)
  const scale = useMemo(() => scaleFor(layout.rowCount, rowHeight), [layout.rowCount, rowHeight])

  const move = useCallback(
    (to: Cell, { extend = false, focus = true }: { extend?: boolean; focus?: boolean } = {}) => {
      const cell = {
        row: Math.min(Math.max(to.row, headerRow), layout.rowCount),
        column: Math.min(Math.max(to.column, 0), columns.length),
      }
      setActive(cell)
      if (!extend) setAnchor(cell)
      wantsFocus.current = focus
      const isRecord = cell.row >= 0 && cell.row < layout.rowCount
      if (focus && isRecord) reveal(scroller.current, scale, cell.row, rowHeight)
    },
    [layout.rowCount, columns.length, scroller, scale, rowHeight],
  )

  const drag = useDrag(move)

  const edit = useCallback((cell: Editing | null) => {
    setEditing(cell)
    if (!cell) wantsFocus.current = true
  }, [])

  // The focus follows the active cell once its row is drawn.
  useEffect(() => {
    if (!wantsFocus.current || editing) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.row}/${active.column}"]`)
    if (!cell) return
    wantsFocus.current = false
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active, editing, range, record, scroller])

  // Rows are drawn again only when something of theirs changes: what they call must stay the same.
  const latest = useRef({ record, selection, onPeek, onSelect })
  useLayoutEffect(() => {
    latest.current = { record, selection, onPeek, onSelect }
  })

  const peek = useCallback((row: number) => {
    const found = latest.current.record(row)
    if (found) latest.current.onPeek(found.id)
  }, [])

  const select = useCallback((row: number, { extend }: { extend: boolean }) => {
    const now = latest.current
    const from = extend ? Math.min(lastSelected.current, row) : row
    const to = extend ? Math.max(lastSelected.current, row) : row
    const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const ids = rows.flatMap((at) => now.record(at)?.id ?? [])
    const first = now.record(row)
    const on = extend || !first || !isSelected(now.selection, first.id)
    lastSelected.current = row
    now.onSelect(toggled(now.selection, ids, on))
  }, [])

  const base = { active, anchor, editing, range, scale, rowHeight, scroller, record, move, drag, edit, setRange, peek, select }
  const handleKeyDown = useCellKeys(base, columns, list, () => onSelect({ ids: new Set(), all: false }))
  const { handleCopy, handlePaste } = useClipboard(base, columns)
  return { ...base, handleKeyDown, handleCopy, handlePaste }
}

/** Scrolls just as far as needed to show a row between the header and the footer. */
function reveal(scroller: HTMLElement | null, scale: Scale, row: number, rowHeight: number): void {
  if (!scroller) return
  const viewport = viewportOf(scroller)
  const top = scale.toContent(scroller.scrollTop, viewport)
  const start = row * rowHeight
  if (start < top) scroller.scrollTop = scale.toScroll(start, viewport)
  else if (start + rowHeight > top + viewport) scroller.scrollTop = scale.toScroll(start + rowHeight - viewport, viewport)
}
