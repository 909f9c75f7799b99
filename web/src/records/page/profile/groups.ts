import type { Field, ObjectType, RecordData } from '@/api/types'
import { isEmptyValue } from '../../fields/fieldClient'

export interface FieldGroup {
  key: 'important' | 'more' | 'system'
  fields: Field[]
  /** Fields without a value; shown on demand. */
  empty: Field[]
}

/** What is only of use to the program. */
const internal = ['confidential', 'zk', 'access_class', 'version', 'deleted_at']

/** The key fields first and always; the rest as far as they are filled; last what the program keeps itself. */
export function fieldGroups(object: ObjectType, record: RecordData): FieldGroup[] {
  const hidden = new Set([...(record.hidden ?? []), ...internal, ...titleOf(object)])
  const shown = object.fields.filter((field) => !hidden.has(field.name) && field.relation?.cardinality !== 'many')
  const important = object.key_fields.flatMap((name) => shown.find((field) => field.name === name) ?? [])
  const rest = shown.filter((field) => !important.includes(field))
  const isFilled = (field: Field) => !isEmptyValue(record.fields[field.name])
  const split = (key: FieldGroup['key'], fields: Field[]): FieldGroup => ({
    key,
    fields: fields.filter(isFilled),
    empty: fields.filter((field) => !isFilled(field)),
  })
  const groups = [
    { key: 'important' as const, fields: important, empty: [] },
    split('more', rest.filter((field) => !isSystem(field))),
    split('system', rest.filter(isSystem)),
  ]
  return groups.filter((group) => group.fields.length + group.empty.length > 0)
}

/** The title stands in the header, unless it is put together from other fields. */
function titleOf(object: ObjectType): string[] {
  return [object.title_field]
}

function isSystem(field: Field): boolean {
  return field.system === true || ['owner', 'created_at', 'created_by', 'changed_at', 'changed_by', 'unit', 'territory', 'organisation'].includes(field.name)
}
