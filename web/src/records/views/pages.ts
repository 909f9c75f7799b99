import { queryOptions } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { queryRecords } from '@/api/records'
import type { Query, QueryAnswer } from '@/api/types'

export const pageSize = 50

/**
 * One page of a list. Scrolling on goes by the neighbour's cursor, which costs the server the same on every page; a jump
 * of the scroll bar goes by offset.
 */
export function pageQuery(object: string, query: Query, page: number) {
  return queryOptions({
    queryKey: keys.page(object, query, page),
    queryFn: ({ signal }) => queryRecords(object, { ...query, limit: pageSize, ...startOf(object, query, page) }, signal),
  })
}

export function startOf(object: string, query: Query, page: number): Pick<Query, 'cursor' | 'offset'> {
  if (page === 0) return {}
  const after = fresh(object, query, page - 1)?.next
  if (after) return { cursor: after }
  const before = fresh(object, query, page + 1)?.prev
  return before ? { cursor: before } : { offset: page * pageSize }
}

/** A neighbour that waits to be loaded again would lead past rows that came or went. */
function fresh(object: string, query: Query, page: number): QueryAnswer | undefined {
  const state = queryClient.getQueryState<QueryAnswer>(keys.page(object, query, page))
  return state?.isInvalidated ? undefined : state?.data
}

/** The pages that hold rows `first` to `last` of a section with `count` rows. */
export function pagesFor(first: number, last: number, count: number): number[] {
  const from = Math.floor(Math.max(0, first) / pageSize)
  const to = Math.floor(Math.min(last, count - 1) / pageSize)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
