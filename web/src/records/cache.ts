import { queryClient } from '@/api/queryClient'
import { keys } from '@/api/keys'
import type { FieldValues, RecordData } from '@/api/types'

type Change = (record: RecordData) => RecordData

/** Changes a record wherever the cache holds it: in pages of lists, in board columns, on its own page. */
export function changeCached(object: string, id: string, change: Change): () => void {
  const before = queryClient.getQueriesData({ queryKey: keys.lists(object) })
  const own = queryClient.getQueryData<RecordData>(keys.record(object, id))
  for (const [key, data] of before) {
    const next = changeIn(data, id, change)
    if (next !== data) queryClient.setQueryData(key, next)
  }
  if (own) queryClient.setQueryData(keys.record(object, id), change(own))
  return () => {
    for (const [key, data] of before) queryClient.setQueryData(key, data)
    if (own) queryClient.setQueryData(keys.record(object, id), own)
  }
}

/** Puts the answer of a write in place of what was shown. */
export function putCached(record: RecordData): void {
  changeCached(record.object, record.id, (old) => ({ ...old, ...record, fields: withValues(old.fields, record.fields) }))
}

/** The fields with new values. Parts that a list asked for by their own path ("address.place") follow their field. */
export function withValues(fields: FieldValues, values: FieldValues): FieldValues {
  const next = { ...fields }
  for (const [name, value] of Object.entries(values)) {
    const isAddress = value !== null && typeof value === 'object' && !Array.isArray(value) && !('id' in value) && !('amount' in value)
    next[name] = isAddress && typeof fields[name] === 'object' ? { ...fields[name], ...value } : value
    for (const path of Object.keys(fields)) {
      const part = path.startsWith(`${name}.`) ? path.slice(name.length + 1) : undefined
      if (part && isAddress && part in value) next[path] = (value as FieldValues)[part]
    }
  }
  return next
}

export function reloadLists(object: string): void {
  void queryClient.invalidateQueries({ queryKey: keys.lists(object) })
}

function changeIn(data: unknown, id: string, change: Change): unknown {
  if (!data || typeof data !== 'object') return data
  const holder = data as { records?: RecordData[]; columns?: unknown[]; pages?: unknown[] }
  if (Array.isArray(holder.records)) {
    const at = holder.records.findIndex((record) => record.id === id)
    return at < 0 ? data : { ...data, records: holder.records.with(at, change(holder.records[at]!)) }
  }
  for (const part of ['columns', 'pages'] as const) {
    const list = holder[part]
    if (!Array.isArray(list)) continue
    const next = list.map((item) => changeIn(item, id, change))
    return next.some((item, index) => item !== list[index]) ? { ...data, [part]: next } : data
  }
  return data
}
