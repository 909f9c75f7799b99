import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { keys } from '@/api/keys'
import { queryGroups } from '@/api/records'
import type { Count, Query } from '@/api/types'
import { allOf } from '../filters/print'
import { pageQuery } from './pages'
import { layOut, type Layout, type Section } from './sections'
import { useCount } from './useCount'
import type { ViewState } from './viewState'

export interface List {
  /** What the rows belong to; follows the wanted query when its first answers are there. */
  query: Query
  sections: Section[]
  layout: Layout
  count: Count | undefined
  /** A changed filter or order is on its way; the old rows still show. */
  isChanging: boolean
  error: unknown
  retry(): void
  collapsed: ReadonlySet<string>
  toggle(groupKey: string): void
}

/** The rows of a view: how many there are, in which sections. Old rows stay until the new ones have come. */
export function useList(object: string, state: ViewState, fields: string[], groupAggregates: string[] = []): List {
  const wanted = useWanted(state, fields)
  const [query, setQuery] = useState(wanted)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())

  const first = useQuery({ ...pageQuery(object, wanted, 0), enabled: !state.group })
  const count = useCount(object, wanted)
  const groups = useQuery({
    queryKey: keys.groups(object, { ...wanted, group: state.group, aggregates: groupAggregates }),
    queryFn: ({ signal }) => queryGroups(object, { ...wanted, fields: undefined, group: state.group, aggregates: groupAggregates }, signal),
    enabled: state.group !== null,
    placeholderData: keepPreviousData,
  })
  const ready = state.group ? groups.isSuccess && !groups.isPlaceholderData : first.isSuccess && count.data !== undefined
  useEffect(() => {
    if (ready) setQuery(wanted)
  }, [ready, wanted])

  const settledCount = useCount(object, query).data
  const sections = useMemo<Section[]>(() => {
    if (state.group) {
      return (groups.data?.groups ?? []).map((group) => ({
        group,
        filter: allOf(query.filter, group.filter),
        count: group.count,
        collapsed: collapsed.has(String(group.key)),
      }))
    }
    return [{ group: null, filter: query.filter ?? '', count: settledCount?.value ?? 0, collapsed: false }]
  }, [state.group, groups.data, query, settledCount, collapsed])

  return {
    query,
    sections,
    layout: useMemo(() => layOut(sections), [sections]),
    count: settledCount,
    isChanging: !ready,
    error: first.error ?? count.error ?? groups.error,
    retry() {
      void first.refetch()
      void count.refetch()
    },
    collapsed,
    toggle(groupKey) {
      const next = new Set(collapsed)
      if (!next.delete(groupKey)) next.add(groupKey)
      setCollapsed(next)
    },
  }
}

function useWanted({ filter, sort, search }: ViewState, fields: string[]): Query {
  const sortKey = sort.join()
  const fieldKey = fields.join()
  return useMemo(
    () => ({ filter, sort: sortKey ? sortKey.split(',') : [], search: search || null, fields: fieldKey.split(',') }),
    [filter, sortKey, search, fieldKey],
  )
}
