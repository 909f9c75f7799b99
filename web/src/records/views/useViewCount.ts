import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { countRecords } from '@/api/records'
import type { Count, ObjectType } from '@/api/types'
import type { ViewState } from './viewState'

/** How many records the view shows, of how many there are. */
export function useViewCount(object: ObjectType, state: ViewState): { shown?: Count; total?: Count } {
  const query = { filter: state.filter, search: state.search || null }
  const shown = useQuery({
    queryKey: keys.count(object.name, query),
    queryFn: ({ signal }) => countRecords(object.name, query, false, signal),
  })
  const exact = useQuery({
    queryKey: [...keys.count(object.name, query), 'exact'],
    queryFn: ({ signal }) => countRecords(object.name, query, true, signal),
    enabled: shown.data?.exact === false,
  })
  const all = { filter: '', search: null }
  const total = useQuery({
    queryKey: keys.count(object.name, all),
    queryFn: ({ signal }) => countRecords(object.name, all, false, signal),
  })
  return { shown: exact.data ?? shown.data, total: total.data }
}
