// What happened around a record, as far as the mock knows: linked interactions and tasks, and changes made since it started.
import { allRecords, catalogue, findRecord } from './data.mjs'

const changes = []
const me = { id: '7000000', title: 'Anna Schmidt' }
const fieldsOf = (name) => catalogue.objects.find((object) => object.name === name).fields

/** Ids of a request become references as answers carry them. */
export function expand(name, fields) {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const target = fieldsOf(name).find((field) => field.name === key)?.relation?.target
      const reference = (id) => ({ id, title: findRecord(target, id)?.title ?? id })
      if (!target || value === null) return [key, value]
      if (Array.isArray(value)) return [key, value.map(reference)]
      return [key, typeof value === 'string' ? reference(value) : value]
    }),
  )
}

export function remember(record, fields, change) {
  const list = Object.entries(fields).map(([field, to]) => ({ field, from: record.fields[field] ?? null, to: expand(record.object, { [field]: to })[field] }))
  changes.unshift({ object: record.object, id: record.id, entry: { kind: 'change', at: new Date().toISOString(), by: me, change, action: 'update', fields: list } })
}

function linked(record, name) {
  const fields = fieldsOf(name).filter((field) => field.relation?.target === record.object)
  return [...allRecords(name)].filter((other) => fields.some((field) => [other.fields[field.name]].flat().some((reference) => reference?.id === record.id)))
}

export function timeline(record, kinds) {
  const wants = (kind) => kinds.length === 0 || kinds.includes(kind)
  const entries = catalogue.objects
    .filter((object) => object.timeline && wants(object.name))
    .flatMap((object) => linked(record, object.name).map((other) => ({ kind: 'record', at: other.fields[object.date_field] ?? other.fields.created_at ?? '2026-11-20T10:00:00Z', record: other })))
  if (wants('change')) {
    const id = Number(record.id) % 7
    entries.push(...changes.filter((change) => change.object === record.object && change.id === record.id).map((change) => change.entry))
    const past = (day, hour, action, fields) => ({ kind: 'change', at: `2026-11-${String(day - id).padStart(2, '0')}T${hour}:12:00Z`, by: { id: '7000001', title: 'Jörg Weiß' }, change: `${day}${hour}`, action, fields })
    if (record.object === 'person') entries.push(past(18, '11', 'update', [{ field: 'role', from: 'Assistenz', to: record.fields.role }, { field: 'phones', from: [], to: record.fields.phones }]), past(18, '10', 'update', [{ field: 'category', from: 'c', to: 'b' }]))
    entries.push(past(9, '08', 'create', []))
  }
  return { entries: entries.sort((a, b) => b.at.localeCompare(a.at)), next: null }
}

export function related(record, field, params) {
  const target = fieldsOf(record.object).find((one) => one.name === field)?.relation.target
  const records = target ? linked(record, target) : []
  const limit = Number(params.get('limit') ?? 50)
  return { records: records.slice(0, limit), next: records.length > limit ? 'x' : null, prev: null }
}
