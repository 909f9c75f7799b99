import { useMemo, useRef } from 'react'
import type { Cell, Grid } from './useGrid'

export interface CellDrag {
  begin(cell: Cell): void
  /** The pointer came over a cell, with its button held or not. */
  reach(cell: Cell, held: boolean): void
}

/** Marks a block of cells by drawing over them. */
export function useDrag(move: Grid['move']): CellDrag {
  const from = useRef<Cell | null>(null)
  return useMemo(
    () => ({
      begin(cell) {
        from.current = cell
      },
      reach(cell, held) {
        if (!held) from.current = null
        if (!from.current) return
        move(from.current)
        move(cell, { extend: true })
      },
    }),
    [move],
  )
}
