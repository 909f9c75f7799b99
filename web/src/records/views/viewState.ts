import type { View } from '@/api/types'

/** How a saved view is laid out. The server keeps it as it is. */
export interface ViewSettings {
  columns?: ColumnSetting[]
  density?: 'dense' | 'normal' | 'comfortable'
  group?: string | null
  /** Footer figures by path: "sum", "average", "min", "max", "count", "empty". */
  aggregates?: Record<string, string>
  board?: BoardSettings
}

export interface ColumnSetting {
  path: string
  width?: number
  hidden?: boolean
}

export interface BoardSettings {
  field?: string
  pipeline?: string
  fields?: string[]
  sums?: string[]
  collapsed?: string[]
  /** By column: the most cards it may hold, the days a card may be left alone. */
  limits?: Record<string, { most?: number; days?: number }>
}

/** What a view shows now: as saved, or changed by the person who looks at it. */
export interface ViewState {
  filter: string
  sort: string[]
  group: string | null
  search: string
  settings: ViewSettings
}

export function savedState(view: View): ViewState {
  const settings = view.settings as ViewSettings
  return { filter: view.filter ?? '', sort: view.sort ?? [], group: settings.group ?? null, search: '', settings }
}

/** Whether something differs from the saved view; searching in a view is no change of it. */
export function isChanged(state: ViewState, saved: ViewState): boolean {
  const essence = ({ filter, sort, group, settings }: ViewState) => JSON.stringify([filter, sort, group, settings])
  return essence(state) !== essence(saved)
}
