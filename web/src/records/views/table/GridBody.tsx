import { memo, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Column } from '../columns'
import type { List } from '../useList'
import styles from './GridBody.module.css'
import { GroupRow } from './GroupRow'
import { Row } from './Row'
import { isSelected, type Selection } from './selection'
import { isBlock } from './block'
import { viewportOf } from './scroll'
import type { Grid } from './useGrid'

interface Props {
  grid: Grid
  columns: Column[]
  list: List
  selection: Selection
}

const overscan = 6
const step = 4 // rows are exchanged in steps, not one by one
const baseStep = 2_000

/** The rows on the screen, a few more around them, and the active one wherever it is, so that it keeps the focus. */
export function GridBody({ grid, columns, list, selection }: Props) {
  const rows = useRef<HTMLDivElement>(null)
  const { scroller, scale, rowHeight, range, setRange } = grid
  const { rowCount } = list.layout

  // Rows are placed against a base near them: a browser paints nothing beyond some thirty million pixels.
  const base = Math.floor(range.first / baseStep) * baseStep
  const drawnBase = useRef(base)
  const placeRows = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const top = scale.toContent(element.scrollTop, viewportOf(element))
    rows.current?.style.setProperty('transform', `translateY(${element.scrollTop - top + drawnBase.current * rowHeight}px)`)
  }, [scroller, scale, rowHeight])

  useLayoutEffect(() => {
    drawnBase.current = base
    placeRows()
  }, [base, placeRows])

  // Runs on every scroll: moves the rows by style alone and renders only when others are needed. (A layout effect would
  // run before the parent's element is known.)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let shown = { first: -1, last: -1 }

    function handleScroll(): void {
      const viewport = viewportOf(element!)
      const visible = Math.floor(scale.toContent(element!.scrollTop, viewport) / rowHeight)
      const first = Math.max(0, Math.floor((visible - overscan) / step) * step)
      const last = Math.min(rowCount - 1, first + Math.ceil((viewport / rowHeight + 2 * overscan + step) / step) * step)
      if (first !== shown.first || last !== shown.last) {
        shown = { first, last }
        setRange(shown)
      }
      placeRows()
    }

    handleScroll()
    element.addEventListener('scroll', handleScroll, { passive: true })
    const observer = new ResizeObserver(handleScroll)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', handleScroll)
      observer.disconnect()
    }
  }, [scroller, scale, rowHeight, rowCount, setRange, placeRows])

  return (
    <div className={styles.body} style={{ height: scale.height }} role="rowgroup">
      <div ref={rows} className={styles.window} role="presentation">
        {rowsToDraw(grid, rowCount).map((row) => (
          <RowAt key={row} row={row} base={base} grid={grid} columns={columns} list={list} selection={selection} />
        ))}
      </div>
    </div>
  )
}

function rowsToDraw(grid: Grid, rowCount: number): number[] {
  const { first, last } = grid.range
  const rows = Array.from({ length: Math.max(0, Math.min(last, rowCount - 1) - first + 1) }, (_, index) => first + index)
  const { row } = grid.active
  return row >= 0 && row < rowCount && (row < first || row > last) ? [...rows, row] : rows
}

function RowAt({ row, base, grid, columns, list, selection }: Props & { row: number; base: number }) {
  const place = list.layout.locate(row)
  const top = (row - base) * grid.rowHeight
  if (place?.kind === 'group') {
    const section = list.sections[place.section]!
    return <GroupRow row={row} top={top} section={section} isActive={grid.active.row === row} columns={columns} onToggle={list.toggle} onFocus={grid.move} />
  }
  const record = grid.record(row)
  const inBlock = isBlock(grid) && row >= Math.min(grid.active.row, grid.anchor.row) && row <= Math.max(grid.active.row, grid.anchor.row)
  return (
    <MemoRow
      row={row}
      number={place?.kind === 'record' ? place.index + 1 : row + 1}
      top={top}
      record={record}
      columns={columns}
      activeColumn={grid.active.row === row ? grid.active.column : -1}
      anchorColumn={inBlock ? grid.anchor.column : -1}
      headColumn={inBlock ? grid.active.column : -1}
      editing={grid.editing?.row === row ? grid.editing : null}
      selected={record !== undefined && isSelected(selection, record.id)}
      move={grid.move}
      drag={grid.drag}
      edit={grid.edit}
      peek={grid.peek}
      select={grid.select}
    />
  )
}

const MemoRow = memo(Row)
