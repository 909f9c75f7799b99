// All rows share one CSS variable for their columns: a resize changes it once and renders nothing.
import type { Column } from '../columns'

export const columnWidthVariable = '--columns'
export const selectWidth = 40

export function columnTemplate(columns: Column[]): string {
  return [`${selectWidth}px`, ...columns.map((column) => `${column.width}px`), 'minmax(40px, 1fr)'].join(' ')
}
