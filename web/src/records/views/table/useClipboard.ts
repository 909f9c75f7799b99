import type { ClipboardEvent } from 'react'
import type { RecordData } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { fromTsv, toTsv } from '@/lib/tsv'
import { announce } from '@/ui/announce'
import { isMasked } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import type { Column } from '../columns'
import { blockOf, mostRows, writeBlock, type Block } from './block'
import type { Grid } from './useGrid'

type Base = Omit<Grid, 'handleKeyDown' | 'handleCopy' | 'handlePaste'>

/** Cells to and from spreadsheets. */
export function useClipboard(grid: Base, columns: Column[]) {
  function handleCopy(event: ClipboardEvent): void {
    if (grid.editing || window.getSelection()?.toString()) return
    const { top, bottom, from, to } = blockOf(grid)
    const texts = Array.from({ length: bottom - top + 1 }, (_, offset) => columns.slice(from, to + 1).map((column) => cellText(column, grid.record(top + offset))))
    event.clipboardData.setData('text/plain', toTsv(texts))
    event.preventDefault()
    announce(currentLocale().t('table.copied', { n: texts.length * (texts[0]?.length ?? 0) }))
  }

  function handlePaste(event: ClipboardEvent): void {
    if (grid.editing || grid.active.column === 0) return
    event.preventDefault()
    const texts = fromTsv(event.clipboardData.getData('text/plain')).slice(0, mostRows)
    if (texts.length > 0) void paste(grid, columns, texts)
  }

  return { handleCopy, handlePaste }
}

/** Writes the top row of the marked block into the rows below it. */
export async function fillDown(grid: Base, columns: Column[]): Promise<void> {
  const block = blockOf(grid)
  const source = grid.record(block.top)
  if (!source || block.top === block.bottom) return
  await writeBlock(grid, columns, { ...block, top: block.top + 1 }, (column) => {
    const value = source.fields[column.path] ?? null
    return isMasked(value) ? undefined : value
  })
}

/** Empties the marked cells. */
export async function clearBlock(grid: Base, columns: Column[]): Promise<void> {
  await writeBlock(grid, columns, blockOf(grid), (column, record) => (record.fields[column.path] == null ? undefined : null))
}

// What was copied is repeated when it fits a whole number of times into what is marked: one cell fills them all.
async function paste(grid: Base, columns: Column[], texts: string[][]): Promise<void> {
  const marked = blockOf(grid)
  const [height, width] = [texts.length, Math.max(...texts.map((line) => line.length))]
  const block = pasted(marked, height, width)
  const locale = currentLocale()
  await writeBlock(grid, columns, block, (column, _, row, at) => {
    const text = texts[row % height]![at % width]
    if (text === undefined) return undefined
    return text.trim() === '' ? null : fieldClient(column.field.type).fromText(text, column.field, locale)
  })
}

/** The cells that so much text goes into: the whole block, or what the text needs from its corner on. */
export function pasted({ top, bottom, from, to }: Block, height: number, width: number): Block {
  const fits = (marked: number, copied: number) => (marked % copied === 0 ? marked : copied)
  return { top, from, bottom: top + fits(bottom - top + 1, height) - 1, to: from + fits(to - from + 1, width) - 1 }
}

function cellText(column: Column, record: RecordData | undefined): string {
  const value = record?.fields[column.path]
  return value == null || isMasked(value) ? '' : fieldClient(column.field.type).toText(value, column.field, currentLocale())
}
