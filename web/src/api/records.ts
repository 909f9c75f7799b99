import { newIdempotencyKey, request } from './client'
import type { AggregateValue, Count, Duplicate, FieldValues, Group, PickResult, Query, QueryAnswer, RecordData, SearchResult, Written } from './types'

export function queryRecords(object: string, query: Query, signal?: AbortSignal): Promise<QueryAnswer> {
  return request('POST', `/objects/${object}/query`, { body: query, signal })
}

export function queryGroups(object: string, query: Query, signal?: AbortSignal): Promise<{ groups: Group[] }> {
  return request('POST', `/objects/${object}/query`, { body: query, signal })
}

export function queryAggregates(object: string, query: Query, signal?: AbortSignal): Promise<{ aggregates: Record<string, AggregateValue> }> {
  return request('POST', `/objects/${object}/query`, { body: query, signal })
}

export function countRecords(object: string, query: Pick<Query, 'filter' | 'search'>, exact: boolean, signal?: AbortSignal): Promise<Count> {
  return request('POST', `/objects/${object}/count`, { body: { ...query, exact }, signal })
}

export async function getRecord(object: string, id: string, signal?: AbortSignal): Promise<RecordData> {
  return (await request<{ record: RecordData }>('GET', `/objects/${object}/records/${id}`, { signal })).record
}

/** One key per attempt of a person: sending the same form again after a lost answer creates nothing twice. */
export function createRecord(object: string, fields: FieldValues, idempotencyKey: string = newIdempotencyKey()): Promise<Written> {
  return request('POST', `/objects/${object}/records`, { body: { fields }, idempotencyKey })
}

export interface Patch {
  fields: FieldValues
  base_version?: number
  overwrite?: string[]
}

export function updateRecord(object: string, id: string, patch: Patch): Promise<Written> {
  return request('PATCH', `/objects/${object}/records/${id}`, { body: patch })
}

export function deleteRecord(object: string, id: string): Promise<{ change: string }> {
  return request('DELETE', `/objects/${object}/records/${id}`)
}

export function restoreRecord(object: string, id: string): Promise<{ change: string }> {
  return request('POST', `/objects/${object}/records/${id}/restore`)
}

export function listTrash(object: string, cursor: string | null, signal?: AbortSignal): Promise<QueryAnswer> {
  return request('POST', `/objects/${object}/trash`, { body: { fields: ['deleted_at', 'changed_by'], sort: ['-deleted_at'], limit: 50, cursor }, signal })
}

export interface BulkRequest {
  ids: string[] | null
  filter?: string
  action: 'update' | 'delete' | 'restore'
  fields?: FieldValues
}

export interface BulkAnswer {
  change?: string
  changed?: number
  failed?: { id: string; error: { message: string } }[]
  job?: string
}

export function bulk(object: string, body: BulkRequest): Promise<BulkAnswer> {
  return request('POST', `/objects/${object}/bulk`, { body })
}

export interface UndoAnswer {
  change: string
  undone: number
  skipped: { object: string; id: string; field: string; reason: string }[]
}

export function undoChange(change: string): Promise<UndoAnswer> {
  return request('POST', `/changes/${change}/undo`)
}

export function listChanges(): Promise<{ changes: { change: string; at: string }[] }> {
  return request('GET', '/changes?mine=true&limit=20')
}

export interface DuplicateAnswer {
  duplicates: Duplicate[]
  /** Somebody may look after this customer already whose records the caller does not see. */
  protection?: 'none' | 'ask_dispatch' | 'limited'
}

export function findDuplicates(object: string, fields: FieldValues, exclude: string | null, signal?: AbortSignal): Promise<DuplicateAnswer> {
  return request('POST', `/objects/${object}/duplicates`, { body: { fields, exclude }, signal })
}

export function search(text: string, signal?: AbortSignal): Promise<{ results: SearchResult[]; corrected: string | null }> {
  return request('GET', `/search?${new URLSearchParams({ q: text, limit: '20' })}`, { signal })
}

export async function pick(object: string, text: string, signal?: AbortSignal): Promise<PickResult[]> {
  const query = new URLSearchParams({ q: text, limit: '10' })
  return (await request<{ results: PickResult[] }>('GET', `/pick/${object}?${query}`, { signal })).results
}
