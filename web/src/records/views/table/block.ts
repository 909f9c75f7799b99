import type { RecordData } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { showToast } from '@/ui/toast'
import { Unparsed } from '../../fields/fieldClient'
import { asOneChange } from '../../undo'
import { updateFields } from '../../write'
import { canEdit, valuesFor, type Column } from '../columns'
import type { Grid } from './useGrid'

type Marked = Pick<Grid, 'active' | 'anchor'>

/** Rows of the table, and indices into its columns; both ends included. */
export interface Block {
  top: number
  bottom: number
  from: number
  to: number
}

/** So many rows are written at once at most; more is a matter for editing the selection. */
export const mostRows = 500

/** Whether more than one cell is marked. */
export function isBlock({ active, anchor }: Marked): boolean {
  return active.row !== anchor.row || active.column !== anchor.column
}

export function blockOf({ active, anchor }: Marked): Block {
  const top = Math.min(active.row, anchor.row)
  return {
    top,
    bottom: Math.min(Math.max(active.row, anchor.row), top + mostRows - 1),
    from: Math.max(0, Math.min(active.column, anchor.column) - 1),
    to: Math.max(active.column, anchor.column) - 1,
  }
}

/** A value for a cell of the block, counted from its corner; Unparsed where none can be had, undefined to leave the cell alone. */
export type ValueOf = (column: Column, record: RecordData, row: number, at: number) => unknown

/** Writes row by row; Ctrl Z takes the whole block back. Says how many cells could not be written. */
export async function writeBlock(grid: Pick<Grid, 'record'>, columns: Column[], block: Block, valueOf: ValueOf): Promise<void> {
  const { t } = currentLocale()
  let written = 0
  let refused = 0
  await asOneChange(
    (n) => t('table.written', { n }),
    async () => {
      for (let row = block.top; row <= block.bottom; row++) {
        const record = grid.record(row)
        if (!record) continue
        const parts = columns.slice(block.from, block.to + 1).map((column, at) => {
          const value = canEdit(column, record) ? valueOf(column, record, row - block.top, at) : new Unparsed('')
          if (value === undefined) return null
          if (value instanceof Unparsed) refused++
          return value instanceof Unparsed ? null : valuesFor(column, value)
        })
        const values = parts.filter((part) => part !== null)
        if (values.length > 0 && (await updateFields(record, merged(values)))) written += values.length
      }
      return written
    },
  )
  if (refused > 0) showToast({ kind: 'error', text: t('table.paste_refused', { n: refused }) })
}

/** Parts of one address come as several values of one field. */
function merged(values: Record<string, unknown>[]): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of values.flatMap((part) => Object.entries(part))) {
    const isPart = value !== null && typeof value === 'object' && !Array.isArray(value) && typeof result[name] === 'object'
    result[name] = isPart ? { ...(result[name] as object), ...value } : value
  }
  return result
}
