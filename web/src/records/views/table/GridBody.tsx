import { memo, useEffect, useRef } from 'react'
import type { Column } from '../columns'
import type { List } from '../useList'
import styles from './GridBody.module.css'
import { GroupRow } from './GroupRow'
import { Row } from './Row'
import { isSelected, type Selection } from './selection'
import type { Grid } from './useGrid'

interface Props {
  grid: Grid
  columns: Column[]
  list: List
  selection: Selection
}

const overscan = 6
const step = 4 // rows are exchanged in steps, not one by one

/** The rows on the screen, a few more around them, and the active one wherever it is, so that it keeps the focus. */
export function GridBody({ grid, columns, list, selection }: Props) {
  const body = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const { scroller, scale, rowHeight, range, setRange } = grid
  const { rowCount } = list.layout

  // Runs on every scroll: moves the rows by style alone and renders only when others are needed. (A layout effect would
  // run before the parent's element is known.)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let first = range.first
    let last = range.last

    function place(): void {
      const viewport = element!.clientHeight - (body.current?.offsetTop ?? 0)
      const top = scale.toContent(element!.scrollTop, viewport)
      const visible = Math.floor(top / rowHeight)
      const from = Math.max(0, Math.floor((visible - overscan) / step) * step)
      const to = Math.min(rowCount - 1, from + Math.ceil((viewport / rowHeight + 2 * overscan + step) / step) * step)
      if (from !== first || to !== last) {
        first = from
        last = to
        setRange({ first, last })
      }
      rows.current?.style.setProperty('transform', `translateY(${element!.scrollTop - top}px)`)
    }

    place()
    element.addEventListener('scroll', place, { passive: true })
    const observer = new ResizeObserver(place)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', place)
      observer.disconnect()
    }
    // The range is only the starting point; listening anew for each would cost more than it tells.
  }, [scroller, scale, rowHeight, rowCount, setRange])

  return (
    <div ref={body} className={styles.body} style={{ height: scale.height }} role="rowgroup">
      <div ref={rows} className={styles.window} role="presentation">
        {rowsToDraw(grid, rowCount).map((row) => (
          <RowAt key={row} row={row} grid={grid} columns={columns} list={list} selection={selection} />
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

function RowAt({ row, grid, columns, list, selection }: Props & { row: number }) {
  const place = list.layout.locate(row)
  const top = row * grid.rowHeight
  if (place?.kind === 'group') {
    const section = list.sections[place.section]!
    return <GroupRow row={row} top={top} section={section} isActive={grid.active.row === row} columns={columns} onToggle={list.toggle} onFocus={grid.move} />
  }
  const record = grid.record(row)
  const inBlock = row >= Math.min(grid.active.row, grid.anchor.row) && row <= Math.max(grid.active.row, grid.anchor.row)
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
      edit={grid.edit}
      peek={grid.peek}
      select={grid.select}
    />
  )
}

const MemoRow = memo(Row)
