import type { ObjectType } from '@/api/types'
import { columnSettings } from './columns'
import type { ColumnSetting, ViewSettings } from './viewState'

type Change = (columns: ColumnSetting[]) => ColumnSetting[]

function change(object: ObjectType, settings: ViewSettings, apply: Change): ViewSettings {
  return { ...settings, columns: apply(columnSettings(object, settings)) }
}

export function resizeColumn(object: ObjectType, settings: ViewSettings, path: string, width: number | undefined): ViewSettings {
  return change(object, settings, (columns) => columns.map((column) => (column.path === path ? { ...column, width } : column)))
}

export function hideColumn(object: ObjectType, settings: ViewSettings, path: string): ViewSettings {
  return change(object, settings, (columns) => columns.filter((column) => column.path !== path))
}

export function showColumn(object: ObjectType, settings: ViewSettings, path: string): ViewSettings {
  return change(object, settings, (columns) => [...columns.filter((column) => column.path !== path), { path }])
}

/** Puts a column where another one is. */
export function moveColumn(object: ObjectType, settings: ViewSettings, path: string, target: string): ViewSettings {
  return change(object, settings, (columns) => {
    const from = columns.findIndex((column) => column.path === path)
    const to = columns.findIndex((column) => column.path === target)
    return from < 0 || to < 0 ? columns : columns.toSpliced(from, 1).toSpliced(to, 0, columns[from]!)
  })
}

export function shiftColumn(object: ObjectType, settings: ViewSettings, path: string, by: 1 | -1): ViewSettings {
  const columns = columnSettings(object, settings)
  const neighbour = columns[columns.findIndex((column) => column.path === path) + by]
  return neighbour ? moveColumn(object, settings, path, neighbour.path) : settings
}
