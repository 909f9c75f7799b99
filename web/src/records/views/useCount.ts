import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { countRecords } from '@/api/records'
import type { Count, Query } from '@/api/types'

/** How many records match. A filtered count stops early at first; the exact one follows by itself. */
export function useCount(object: string, { filter, search }: Pick<Query, 'filter' | 'search'>): { data?: Count; error: unknown; refetch(): unknown } {
  const query = { filter: filter ?? '', search: search || null }
  const quick = useQuery({
    queryKey: keys.count(object, query),
    queryFn: ({ signal }) => countRecords(object, query, false, signal),
  })
  const exact = useQuery({
    queryKey: [...keys.count(object, query), 'exact'],
    queryFn: ({ signal }) => countRecords(object, query, true, signal),
    enabled: quick.data?.exact === false,
  })
  return { data: exact.data ?? quick.data, error: quick.error, refetch: quick.refetch }
}
