// Seeing as somebody else, and who has read what: docs/api/access.md.
import { newIdempotencyKey, request } from './client'

export interface Viewing {
  user: { id: string; name: string }
  kind: 'view' | 'emergency'
  reason: string | null
  since: string
  until: string | null
}

/** With a reason it is break-glass: what they see, for some minutes, told to them and logged. */
export function beginViewing(user: string, emergency?: { reason: string; minutes: number }): Promise<{ viewing: Viewing }> {
  return request('POST', '/access/viewing', { body: { user, ...emergency }, idempotencyKey: newIdempotencyKey() })
}

export const endViewing = (): Promise<unknown> => request('DELETE', '/access/viewing')

/** A record the reader sees himself and whoever he views as does not; without reasons no rule allows it. */
export interface HiddenRecord {
  id: string
  title: string
  reasons: { kind: 'limit' | 'forbid'; rule: string; because: string }[]
}

export function listHidden(object: string, signal?: AbortSignal): Promise<{ records: HiddenRecord[]; more: boolean }> {
  return request('GET', `/access/hidden?${new URLSearchParams({ object }).toString()}`, { signal })
}

/** Whoever may share the record hears of it. The answer is the same whether there is one. */
export function requestAccess(wish: { object: string; id: string; action: 'read' | 'edit'; reason: string }): Promise<void> {
  return request('POST', '/access/requests', { body: wish, idempotencyKey: newIdempotencyKey() })
}

export type LogKind = 'read' | 'export' | 'emergency' | 'view' | 'ended' | 'alarm' | 'rules' | 'request'

export interface LogEntry {
  id: string
  at: string
  kind: LogKind
  user: { id: string; name: string } | null
  as: { id: string; name: string } | null
  object: string | null
  records: string[]
  count: number
  fields: string[]
  rules: string[]
  reason: string | null
}

export interface LogPage {
  entries: LogEntry[]
  next: string | null
}

export function readAccessLog(filter: { kind: LogKind | null; mine: boolean }, cursor: string | null, signal?: AbortSignal): Promise<LogPage> {
  const query = new URLSearchParams({ limit: '50', ...(filter.kind && { kind: filter.kind }), ...(filter.mine && { mine: 'true' }), ...(cursor && { cursor }) })
  return request('GET', `/access/log?${query.toString()}`, { signal })
}
