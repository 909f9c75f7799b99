import type { Query } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { RecordData } from '@/api/types'

type Rows = Pick<RecordData, 'id'>[]

/**
 * The record before or after this one in the list it was opened from: the view that is on the screen, else the one that
 * was there last. Views need not know of it; what they loaded is read from the cache.
 */
export function neighbourOf(object: string, id: string, step: 1 | -1): string | undefined {
  const lists = queryClient.getQueryCache().findAll({ queryKey: keys.lists(object) })
  const newestFirst = lists.toSorted((a, b) => Number(b.isActive()) - Number(a.isActive()) || b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  for (const query of newestFirst) {
    for (const rows of rowsOf(query.state.data)) {
      const at = rows.findIndex((row) => row.id === id)
      if (at < 0) continue
      return rows[at + step]?.id ?? acrossPages(query, step)
    }
  }
  return undefined
}

/** A page of rows, or the columns of a board; other answers list nothing to go through. */
function rowsOf(data: unknown): Rows[] {
  const holder = data as { records?: Rows; columns?: { records: Rows }[] } | undefined
  if (Array.isArray(holder?.columns)) return holder.columns.map((column) => column.records)
  return Array.isArray(holder?.records) ? [holder.records] : []
}

/** Pages have their number at the end of the key. */
function acrossPages(query: Query, step: 1 | -1): string | undefined {
  const page = query.queryKey.at(-1)
  if (typeof page !== 'number') return undefined
  const next = queryClient.getQueryData<{ records: Rows }>([...query.queryKey.slice(0, -1), page + step])
  return step === 1 ? next?.records[0]?.id : next?.records.at(-1)?.id
}
