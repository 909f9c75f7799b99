import type { Catalogue, Field, FieldValues, ObjectType, RecordData } from '@/api/types'
import { resolvePath, type ResolvedPath } from '@/schema/catalogue'
import { fieldClient, isEditable } from '../fields/fieldClients'
import type { ColumnSetting, ViewSettings } from './viewState'

export interface Column {
  path: string
  resolved: ResolvedPath
  /** The field whose type decides how the value looks: the part of an address, else the field itself. */
  field: Field
  width: number
  /** The column that names the record. */
  isTitle: boolean
}

const narrowest = 60
export const widest = 800

/** The columns a view shows, in order; paths the catalogue no longer knows are left out. */
export function visibleColumns(catalogue: Catalogue, object: ObjectType, settings: ViewSettings): Column[] {
  return columnSettings(object, settings)
    .filter((column) => !column.hidden)
    .map((column) => makeColumn(catalogue, object, column))
    .filter((column) => column !== null)
}

/** Saved columns, or a readable choice: the title first, then the object's own fields. */
export function columnSettings(object: ObjectType, settings: ViewSettings): ColumnSetting[] {
  if (settings.columns?.length) return settings.columns
  const parts = new Set([object.title_field])
  const own = object.fields.filter((field) => !field.system && field.type !== 'long_text' && !parts.has(field.name))
  const nameParts = ['first_name', 'last_name', 'salutation', 'academic_title']
  return [{ path: object.title_field }, ...own.filter((field) => !nameParts.includes(field.name)).slice(0, 9).map((field) => ({ path: field.name }))]
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)))
}

/** Whether this record's value may be changed in place. */
export function canEdit(column: Column, record: RecordData): boolean {
  const { field, foreign } = column.resolved
  return !foreign && record.can.edit === true && isEditable(field) && fieldClient(column.field.type).Input !== null && !record.read_only?.includes(field.name)
}

/** What to write so that the column's value becomes `value`. */
export function valuesFor(column: Column, value: unknown): FieldValues {
  const { field, part } = column.resolved
  return part ? { [field.name]: { [part.name]: value } } : { [field.name]: value }
}

function makeColumn(catalogue: Catalogue, object: ObjectType, setting: ColumnSetting): Column | null {
  const resolved = resolvePath(catalogue, object, setting.path)
  if (!resolved) return null
  const { field, part } = resolved
  const shown: Field = part ? { ...field, name: setting.path, label: part.label, type: part.type, parts: undefined, sortable: true } : field
  const isTitle = setting.path === object.title_field
  return { path: setting.path, resolved, field: shown, isTitle, width: setting.width ?? (isTitle ? 220 : fieldClient(shown.type).width) }
}
