import { request, requestBlob } from './client'
import type { Job, Label } from './types'

export type ImportState = 'mapping' | 'checking' | 'checked' | 'running' | 'stopped' | 'done' | 'undoing' | 'undone'
export type DuplicateAction = 'skip' | 'update' | 'create'
export type MatchKey = 'email' | 'phone' | 'name_place'

export interface ImportFile {
  name: string
  format: 'csv' | 'xlsx' | 'vcard'
  encoding: string
  separator: string
  header: boolean
  rows: number
  decimal: ',' | '.' | ''
  date_format: string
  sheet?: string
  sheets?: string[]
  /** What had to be mended while reading. */
  problems?: { key: string; message: string }[]
}

export interface ImportColumn {
  index: number
  name: string
  samples: string[]
  /** Path of a target; null: not imported. */
  target: string | null
  /** Of labelled values: work, private, … */
  label: string | null
  /** 0 to 1. */
  confidence: number
  state: 'sure' | 'guess' | 'none'
  /** Dates or numbers of this column can be read in two ways: a person has to say. */
  ask_format?: boolean
}

export interface ImportTarget {
  path: string
  label: Label
  type: string
}

export interface ImportOptions {
  duplicates: DuplicateAction
  match: MatchKey[]
  link_missing: 'create' | 'leave'
  /** What becomes of a value a selection does not have. */
  new_options?: 'create' | 'leave'
}

export interface Verdict {
  rows: number
  create: number
  update: number
  skip: number
  duplicate: number
  error: number
  warning: number
  /** By target. */
  links?: Record<string, LinkCount>
  /** Labels of options that would come up, by field. */
  new_options?: Record<string, string[]>
}

export interface LinkCount {
  linked: number
  created: number
  not_found: number
  empty: number
}

export interface RowProblem {
  row: number
  /** Null: the whole row. */
  column: number | null
  field: string | null
  value: string | null
  severity: 'error' | 'warning'
  key: string
  message: string
}

export interface ImportResult {
  created: number
  updated: number
  skipped: number
  failed: number
  links?: Record<string, LinkCount>
  change?: string
}

export interface Kept {
  id: string
  object?: string
  title: string
  reason: string
}

export interface TakenBack {
  removed: number
  restored: number
  kept: Kept[]
}

export interface Import {
  id: string
  object: string
  state: ImportState
  created_at?: string
  job?: string | null
  file: ImportFile
  columns: ImportColumn[]
  targets: ImportTarget[]
  options: ImportOptions
  verdict?: Verdict | null
  problems?: RowProblem[]
  result?: ImportResult | null
  undone?: TakenBack | null
}

/** What is absent stays as it is. */
export interface ColumnChange {
  index: number
  target?: string | null
  label?: string | null
  date_format?: string
  decimal?: string
}

export interface ImportChange {
  columns?: ColumnChange[]
  options?: Partial<ImportOptions>
  file?: Partial<Pick<ImportFile, 'separator' | 'encoding' | 'header' | 'decimal' | 'date_format' | 'sheet'>>
  object?: string
  cells?: { row: number; column: number; value: string }[]
  rows?: { row: number; action: 'skip' | 'take' }[]
}

interface Answer {
  import: Import
}

export async function uploadImport(object: string, file: File): Promise<Import> {
  const query = new URLSearchParams({ object, filename: file.name })
  return (await request<Answer>('POST', `/imports?${query}`, { body: file })).import
}

export async function getImport(id: string, signal?: AbortSignal): Promise<Import> {
  return (await request<Answer>('GET', `/imports/${id}`, { signal })).import
}

export async function listImports(signal?: AbortSignal): Promise<Import[]> {
  return (await request<{ imports: Import[] }>('GET', '/imports', { signal })).imports
}

export async function changeImport(id: string, change: ImportChange): Promise<Import> {
  return (await request<Answer>('PATCH', `/imports/${id}`, { body: change })).import
}

export function checkImport(id: string): Promise<{ job: Job }> {
  return request('POST', `/imports/${id}/check`)
}

export function runImport(id: string): Promise<{ job: Job }> {
  return request('POST', `/imports/${id}/run`)
}

export function undoImport(id: string): Promise<Partial<TakenBack>> {
  return request('POST', `/imports/${id}/undo`)
}

export function stopJob(id: string): Promise<unknown> {
  return request('DELETE', `/jobs/${id}`)
}

export function problemsFile(id: string): Promise<Blob> {
  return requestBlob('GET', `/imports/${id}/problems.csv`)
}
