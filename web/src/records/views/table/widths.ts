// All rows share one CSS variable for their columns: a resize changes it once and renders nothing.
import type { Column } from '../columns'

export const columnWidthVariable = '--columns'

/** The first column holds the number of the row. */
export function numberWidth(rowCount: number): number {
  return Math.max(40, 12 + String(rowCount).length * 8)
}

export function columnTemplate(columns: Column[]): string {
  return ['var(--number-width)', ...columns.map((column) => `${column.width}px`), 'minmax(40px, 1fr)'].join(' ')
}
