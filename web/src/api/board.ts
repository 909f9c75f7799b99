import { request } from './client'
import type { Label, Money, OptionKind, RecordData } from './types'

export interface BoardQuery {
  field: string
  pipeline?: string
  filter: string
  search?: string
  fields: string[]
  sort: string[]
  sums: string[]
  /** Cards of each column. */
  limit: number
}

/** Money apart by currency; a number field has one decimal. */
export type BoardSum = Money[] | string

export interface BoardColumn {
  /** Null: records without a value. */
  key: string | null
  label: Label | null
  colour: string | null
  kind?: OptionKind
  probability?: number | null
  count: number
  sums?: Record<string, BoardSum>
  weighted?: Record<string, BoardSum>
  records: RecordData[]
  next: string | null
}

export function readBoard(object: string, query: BoardQuery, signal?: AbortSignal): Promise<{ columns: BoardColumn[] }> {
  return request('POST', `/objects/${object}/board`, { body: query, signal })
}
