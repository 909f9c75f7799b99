// The wire form: docs/api/values.md and records.md.
import type { Viewing } from './viewing'

export interface Label {
  de?: string
  en?: string
}

export type FieldType =
  | 'text' | 'long_text' | 'number' | 'money' | 'percent' | 'checkbox' | 'date' | 'date_time'
  | 'select' | 'status' | 'multi_select' | 'person_name' | 'emails' | 'phones' | 'urls'
  | 'postal_address' | 'relation' | 'user' | 'auto_number' | 'instant_system' | 'user_system'
  | 'created_at' | 'changed_at'

export type OptionKind = 'none' | 'qualification' | 'open' | 'later' | 'won' | 'lost'

export interface Option {
  key: string
  label: Label
  colour: string
  kind?: OptionKind
  pipeline?: string
  probability?: number
  archived?: boolean
}

export interface FieldPart {
  name: string
  label: Label
  type: FieldType
}

export interface Field {
  name: string
  label: Label
  help?: Label
  type: FieldType
  class?: string
  required?: boolean
  /** What a new record gets where nothing is said: an expression. */
  default?: string | null
  unique?: boolean
  read_only?: boolean
  system?: boolean
  decimals?: number
  /** Numbers: false for years and the like, 1911 instead of 1.911. */
  grouping?: boolean
  currency?: string
  options?: Option[]
  pipeline_field?: string
  tally?: string[]
  relation?: { target: string; cardinality: 'one' | 'many'; inverse?: string }
  parts?: FieldPart[]
  sortable?: boolean
  filterable?: boolean
}

export type ViewKind = 'table' | 'board' | 'list'

export interface View {
  id: string
  name: string
  label: Label
  kind: ViewKind
  filter: string
  sort: string[]
  settings: Record<string, unknown>
  shared: boolean
  can: { edit?: boolean }
}

export interface ObjectType {
  name: string
  label: Label
  plural: Label
  icon: string
  colour: string
  kit: string
  title_field: string
  default_sort: string[]
  quick_add: string[]
  key_fields: string[]
  subtitle: string[]
  timeline: boolean
  date_field: string | null
  can: { create?: boolean; import?: boolean; export?: boolean }
  fields: Field[]
  views: View[]
}

export interface Catalogue {
  catalogue_version: number
  objects: ObjectType[]
}

export interface Reference {
  id: string
  title: string
}

export interface Contact {
  value: string
  label: string
  e164?: string
  display?: string
}

export interface Money {
  amount: string
  currency: string
}

export interface Address {
  street?: string | null
  postal_code?: string | null
  place?: string | null
  region?: string | null
  country?: string | null
  latitude?: string | null
  longitude?: string | null
}

export interface Abilities {
  edit?: boolean
  delete?: boolean
  assign?: boolean
  link?: boolean
}

export type FieldValues = Record<string, unknown>

export interface RecordData {
  id: string
  object: string
  version: number
  title: string
  subtitle?: string
  fields: FieldValues
  can: Abilities
  hidden?: string[]
  read_only?: string[]
}

export interface Count {
  value: number
  exact: boolean
}

export interface Query {
  filter?: string | null
  sort?: string[]
  fields?: string[]
  limit?: number
  cursor?: string | null
  offset?: number | null
  search?: string | null
  group?: string | null
  aggregates?: string[] | null
  count?: boolean | 'exact'
}

export interface QueryAnswer {
  records: RecordData[]
  next: string | null
  prev: string | null
  offset?: number | null
  count?: Count
}

export type AggregateValue = string | number | Money | Money[] | null

export interface Group {
  key: string | null
  /** Options are named in both languages, records by their title. */
  label: string | Label
  count: number
  filter: string
  aggregates?: Record<string, AggregateValue>
}

export interface Duplicate {
  id: string
  title: string
  subtitle?: string
  reasons: string[]
  score?: number
}

export interface FieldClash {
  field: string
  base: unknown
  theirs: unknown
  yours: unknown
  by: Reference
  at: string
}

export interface Conflict {
  version: number
  fields: FieldClash[]
}

export interface Written {
  /** Null when it is no longer the caller's to see: he has given it away. */
  record: RecordData | null
  change: string
  merged?: boolean
  duplicates?: Duplicate[]
}

export interface User {
  id: string
  name: string
  email: string
  language: 'de' | 'en'
}

export interface Session {
  user: User
  workspace: { name: string; sample_data: boolean; kits: string[] }
  languages: string[]
  /** `rules_of`: units whose rules this person may write. */
  can: { administer: boolean; rules_of: { id: string; name: string }[] }
  /** Through whose eyes this session sees. */
  viewing: Viewing | null
}

export interface Job {
  id: string
  kind: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  progress: { done: number; total: number }
  result: Record<string, unknown>
  error: { message: string; key?: string } | null
  created_at: string
}

export interface SearchResult {
  object: string
  id: string
  title: string
  subtitle?: string
  match?: string
}

export interface PickResult {
  id: string
  title: string
  subtitle?: string
}

export interface Kit {
  name: string
  icon?: string
  label: Label
  description: Label
  installed: boolean
  /** Installed as an earlier version. */
  outdated: boolean
  objects: string[]
}
