import { newIdempotencyKey, request, requestDownload } from './client'
import type { Catalogue, Job, Kit, Label, Query, View, ViewKind } from './types'

export function getCatalogue(signal?: AbortSignal): Promise<Catalogue> {
  return request('GET', '/objects', { signal })
}

export interface ViewDraft {
  label: Label
  kind: ViewKind
  filter: string
  sort: string[]
  settings: Record<string, unknown>
  shared: boolean
}

export function createView(object: string, view: ViewDraft): Promise<{ view: View }> {
  return request('POST', `/objects/${object}/views`, { body: view, idempotencyKey: newIdempotencyKey() })
}

export function changeView(id: string, change: Partial<ViewDraft>): Promise<{ view: View }> {
  return request('PATCH', `/views/${id}`, { body: change })
}

export function deleteView(id: string): Promise<void> {
  return request('DELETE', `/views/${id}`)
}

export async function listKits(signal?: AbortSignal): Promise<Kit[]> {
  return (await request<{ kits: Kit[] }>('GET', '/kits', { signal })).kits
}

export function installKit(name: string, sample: boolean): Promise<unknown> {
  return request('POST', `/kits/${name}`, { body: { sample } })
}

export function removeSampleData(): Promise<{ removed?: number; kept?: { id: string; title: string }[] }> {
  return request('DELETE', '/sample')
}

export interface ApiKey {
  id: string
  name: string
  scopes: string[]
  expires: string | null
  created_at?: string
  last_used_at?: string | null
}

export function createKey(key: { name: string; scopes: string[]; expires: string | null }): Promise<{ id: string; key: string }> {
  return request('POST', '/keys', { body: key, idempotencyKey: newIdempotencyKey() })
}

export async function listKeys(signal?: AbortSignal): Promise<ApiKey[]> {
  return (await request<{ keys: ApiKey[] }>('GET', '/keys', { signal })).keys
}

export function deleteKey(id: string): Promise<void> {
  return request('DELETE', `/keys/${id}`)
}

export async function getJob(id: string, signal?: AbortSignal): Promise<Job> {
  return (await request<{ job: Job }>('GET', `/jobs/${id}`, { signal })).job
}

export type ExportFormat = 'csv' | 'xlsx' | 'vcard'

export interface ExportWatcher {
  onProgress(bytes: number): void
  signal: AbortSignal
}

export function exportRecords(object: string, query: Query, format: ExportFormat, watcher: ExportWatcher): Promise<Blob> {
  const { filter, sort, fields, search } = query
  return requestDownload('POST', `/objects/${object}/export`, { body: { filter, sort, fields, search, format }, ...watcher })
}
