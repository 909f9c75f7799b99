import type { ClipboardEvent } from 'react'
import type { RecordData } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { fromTsv, toTsv } from '@/lib/tsv'
import { announce } from '@/ui/announce'
import { showToast } from '@/ui/toast'
import { isMasked, Unparsed } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { updateFields } from '../../write'
import { canEdit, valuesFor, type Column } from '../columns'
import type { Grid } from './useGrid'

type Base = Omit<Grid, 'handleKeyDown' | 'handleCopy' | 'handlePaste'>

const mostRows = 500

/** Cells to and from spreadsheets. */
export function useClipboard(grid: Base, columns: Column[]) {
  function handleCopy(event: ClipboardEvent): void {
    if (grid.editing || window.getSelection()?.toString()) return
    const { rows, from, to } = block(grid)
    const texts = rows.map((row) => columns.slice(from, to + 1).map((column) => cellText(column, grid.record(row))))
    event.clipboardData.setData('text/plain', toTsv(texts))
    event.preventDefault()
    announce(currentLocale().t('table.copied', { n: texts.length * (texts[0]?.length ?? 0) }))
  }

  function handlePaste(event: ClipboardEvent): void {
    if (grid.editing || grid.active.column === 0) return
    event.preventDefault()
    void paste(grid, columns, fromTsv(event.clipboardData.getData('text/plain')).slice(0, mostRows))
  }

  return { handleCopy, handlePaste }
}

/** Writes the top row of the marked block into the rows below it. */
export async function fillDown(grid: Base, columns: Column[]): Promise<void> {
  const { rows, from, to } = block(grid)
  const source = grid.record(rows[0]!)
  if (!source || rows.length < 2) return
  for (const row of rows.slice(1)) {
    const target = grid.record(row)
    if (!target) continue
    const writable = columns.slice(from, to + 1).filter((column) => canEdit(column, target) && !isMasked(source.fields[column.path]))
    const values = writable.map((column) => valuesFor(column, source.fields[column.path] ?? null))
    if (values.length > 0) await updateFields(target, merged(values))
  }
}

async function paste(grid: Base, columns: Column[], texts: string[][]): Promise<void> {
  const { t } = currentLocale()
  const start = grid.active
  let refused = 0
  for (const [offset, line] of texts.entries()) {
    const record = grid.record(start.row + offset)
    if (!record) continue
    const values = line.map((text, index) => {
      const column = columns[start.column - 1 + index]
      const value = column && canEdit(column, record) ? readCell(column, text) : new Unparsed(text)
      if (!(value instanceof Unparsed)) return valuesFor(column!, value)
      refused++
      return {}
    })
    if (values.some((part) => Object.keys(part).length > 0)) await updateFields(record, merged(values))
  }
  if (refused > 0) showToast({ kind: 'error', text: t('table.paste_refused', { n: refused }) })
}

function readCell(column: Column, text: string): unknown {
  return text.trim() === '' ? null : fieldClient(column.field.type).fromText(text, column.field, currentLocale())
}

function cellText(column: Column, record: RecordData | undefined): string {
  const value = record?.fields[column.path]
  return value == null || isMasked(value) ? '' : fieldClient(column.field.type).toText(value, column.field, currentLocale())
}

/** The marked rows, and the indices of the marked columns. */
function block({ active, anchor }: Base): { rows: number[]; from: number; to: number } {
  const [top, bottom] = [Math.min(active.row, anchor.row), Math.max(active.row, anchor.row)]
  const rows = Array.from({ length: Math.min(bottom - top + 1, mostRows) }, (_, index) => top + index)
  return { rows, from: Math.max(0, Math.min(active.column, anchor.column) - 1), to: Math.max(active.column, anchor.column) - 1 }
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
