import { request } from './client'
import type { QueryAnswer, RecordData, Reference } from './types'

export type ChangeAction = 'create' | 'update' | 'delete' | 'restore' | 'import' | 'undo'

export interface FieldChange {
  field: string
  from: unknown
  to: unknown
}

export interface RecordEntry {
  kind: 'record'
  at: string
  record: RecordData
}

export interface ChangeEntry {
  kind: 'change'
  at: string
  by: Reference | null
  change: string
  action: ChangeAction
  fields: FieldChange[]
}

export type TimelineEntry = RecordEntry | ChangeEntry

export interface TimelinePage {
  entries: TimelineEntry[]
  next: string | null
}

/** `kinds`: names of objects and "change"; empty for everything. */
export function readTimeline(object: string, id: string, kinds: string[], cursor: string | null, signal?: AbortSignal): Promise<TimelinePage> {
  const page = new URLSearchParams({ limit: '50', ...(kinds.length > 0 ? { kinds: kinds.join() } : {}), ...(cursor ? { cursor } : {}) })
  return request('GET', `/objects/${object}/records/${id}/timeline?${page}`, { signal })
}

/** The records a relation to many leads to. */
export function readRelated(object: string, id: string, field: string, fields: string[], limit: number, signal?: AbortSignal): Promise<QueryAnswer> {
  const page = new URLSearchParams({ limit: String(limit), fields: fields.join() })
  return request('GET', `/objects/${object}/records/${id}/related/${field}?${page}`, { signal })
}
