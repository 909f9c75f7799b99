import type { Contact, Field, FieldValues, Reference } from '@/api/types'

/** The form a request carries: references shrink to ids, contacts to what was typed. */
export function wireValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return field.type === 'multi_select' || isList(field) ? [] : null
  switch (field.type) {
    case 'relation':
    case 'user':
      return Array.isArray(value) ? value.map(referenceId) : referenceId(value as Reference)
    case 'emails':
    case 'phones':
    case 'urls':
      return (value as Contact[]).filter((contact) => contact.value.trim() !== '').map(({ value: text, label }) => ({ value: text.trim(), label }))
    default:
      return value
  }
}

export function wireValues(fields: Field[], values: FieldValues): FieldValues {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = byName.get(name)
      return [name, field ? wireValue(field, value) : value]
    }),
  )
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

function isList(field: Field): boolean {
  return ['emails', 'phones', 'urls'].includes(field.type) || field.relation?.cardinality === 'many'
}

function referenceId(reference: Reference | string): unknown {
  if (typeof reference === 'string') return reference
  return reference.id ?? { title: reference.title }
}
