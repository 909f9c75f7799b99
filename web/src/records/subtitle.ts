import type { Catalogue, ObjectType, RecordData } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import { resolvePath } from '@/schema/catalogue'
import { isEmptyValue, isMasked } from './fields/fieldClient'
import { fieldClient } from './fields/fieldClients'

/** The line under a record's title: the values of the paths its object names for that. `known` need not be repeated. */
export function subtitleOf(record: RecordData, object: ObjectType, catalogue: Catalogue, locale: Locale, known = ''): string {
  if (record.subtitle) return record.subtitle
  const texts = object.subtitle.map((path) => {
    const value = record.fields[path] ?? partOf(record, path)
    const resolved = resolvePath(catalogue, object, path)
    if (!resolved || isEmptyValue(value) || isMasked(value)) return ''
    const { field, part } = resolved
    return part ? String(value) : fieldClient(field.type).toText(value, field, locale)
  })
  return texts.filter((text) => text !== '' && text !== known).join(' · ')
}

/** A whole record holds an address as one value, and of a referenced record its title only. */
function partOf(record: RecordData, path: string): unknown {
  const [head = '', step] = path.split('.')
  const value = record.fields[head]
  if (!step || !value || typeof value !== 'object') return null
  const parts = value as Record<string, unknown>
  return parts[step] ?? (step === 'name' ? parts.title : null) ?? null
}
