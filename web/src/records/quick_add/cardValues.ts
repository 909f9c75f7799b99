import type { Address, Field, FieldValues, ObjectType } from '@/api/types'
import { isEditable } from '../fields/fieldClients'
import type { Card } from './signature'

/** Whether a signature has anything to say about records of this kind. */
export function hasContacts(object: ObjectType): boolean {
  return object.fields.some((field) => field.type === 'emails' && isEditable(field))
}

/** The field that names the company of a person. */
export function companyField(object: ObjectType): Field | undefined {
  return object.fields.find((field) => field.name === 'company' && field.relation?.cardinality === 'one' && isEditable(field))
}

/** What was read, as values of the fields the object has. A person gets the person's name, a company its own. */
export function valuesFrom(object: ObjectType, card: Card): FieldValues {
  const isPerson = object.fields.some((field) => field.type === 'person_name')
  const address: Address = { street: card.street ?? null, postal_code: card.postal_code ?? null, place: card.place ?? null, country: card.country ?? null }
  const byName: FieldValues = isPerson
    ? { salutation: card.salutation, title_prefix: card.title_prefix, first_name: card.first_name, last_name: card.last_name, role: card.role }
    : { [object.title_field]: card.company }
  const byType: FieldValues = {
    emails: filled(card.emails),
    phones: filled(card.phones),
    urls: filled(card.websites),
    postal_address: address.place || address.street ? address : undefined,
  }
  const taken = new Set<string>()
  const entries = object.fields.filter(isEditable).flatMap((field): [string, unknown][] => {
    if (byName[field.name] !== undefined) return [[field.name, byName[field.name]]]
    if (byType[field.type] === undefined || taken.has(field.type)) return []
    taken.add(field.type)
    return [[field.name, byType[field.type]]]
  })
  return Object.fromEntries(entries)
}

function filled<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}
