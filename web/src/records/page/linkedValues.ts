import type { FieldValues, ObjectType, RecordData, Reference } from '@/api/types'

/**
 * The references a new record of `target` gets when it is made on the page of `record`: to the record itself, and to what
 * that belongs to, so that a call about a deal stands in the history of the person and the company too. Its place in the
 * organisation (unit, territory) is none of that: Kontor fills it in itself.
 */
export function linkedValues(target: ObjectType, object: ObjectType, record: RecordData): FieldValues {
  const values: FieldValues = {}
  for (const field of target.fields) {
    const wanted = field.type === 'relation' && !field.system && !field.read_only ? field.relation?.target : undefined
    if (!wanted) continue
    const reference = wanted === object.name ? { id: record.id, title: record.title } : referenceTo(wanted, object, record)
    if (reference) values[field.name] = field.relation?.cardinality === 'many' ? [reference] : reference
  }
  return values
}

export function canLink(target: ObjectType, object: ObjectType): boolean {
  return target.fields.some((field) => field.type === 'relation' && field.relation?.target === object.name)
}

/** Only where the record has exactly one reference to that object it is clear which one is meant. */
function referenceTo(wanted: string, object: ObjectType, record: RecordData): Reference | undefined {
  const fields = object.fields.filter((field) => field.type === 'relation' && field.relation?.target === wanted && field.relation.cardinality === 'one')
  const main = fields.find((field) => field.name === wanted) ?? (fields.length === 1 ? fields[0] : undefined)
  const value = main && (record.fields[main.name] as Reference | null | undefined)
  return value?.id ? { id: value.id, title: value.title } : undefined
}
