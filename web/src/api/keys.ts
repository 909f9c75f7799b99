// Query keys. What begins with ['lists', object] is reloaded when records of the object change.
import type { Query } from './types'

export const keys = {
  session: ['session'] as const,
  catalogue: ['catalogue'] as const,
  lists: (object: string) => ['lists', object] as const,
  rows: (object: string, query: Query) => ['lists', object, 'rows', query] as const,
  page: (object: string, query: Query, page: number) => ['lists', object, 'rows', query, page] as const,
  count: (object: string, query: Query) => ['lists', object, 'count', query.filter ?? '', query.search ?? ''] as const,
  groups: (object: string, query: Query) => ['lists', object, 'groups', query] as const,
  aggregates: (object: string, query: Query) => ['lists', object, 'aggregates', query] as const,
  board: (object: string, query: object) => ['lists', object, 'board', query] as const,
  trash: (object: string) => ['lists', object, 'trash'] as const,
  pick: (object: string, text: string) => ['lists', object, 'pick', text] as const,
  search: (text: string) => ['search', text] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  timeline: (object: string, id: string, kinds: string) => ['record', object, id, 'timeline', kinds] as const,
  related: (object: string, id: string, field: string) => ['record', object, id, 'related', field] as const,
  kits: ['kits'] as const,
  jobs: ['jobs'] as const,
  imports: ['imports'] as const,
  apiKeys: ['api-keys'] as const,
  sessions: ['sessions'] as const,
  organisation: ['organisation'] as const,
  territories: ['territories'] as const,
  changes: ['changes'] as const,
}
