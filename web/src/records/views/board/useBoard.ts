import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { readBoard, type BoardQuery } from '@/api/board'
import { keys } from '@/api/keys'
import { queryRecords } from '@/api/records'
import type { ObjectType, Query, QueryAnswer, RecordData } from '@/api/types'
import type { ViewState } from '../viewState'
import { laneId, layOutLanes, type Lane } from './lanes'
import { boardQuery, laneFilter, type BoardPlan } from './plan'

const cardsOfPage = 100

export interface Board {
  lanes: Lane[] | null
  error: unknown
  isChanging: boolean
  retry(): void
  /** Loads further cards of a lane. */
  loadMore(lane: Lane): void
}

/**
 * The columns with their first cards come in one answer. A lane that is scrolled further lists its cards itself, page by
 * page; every page is loaded again when something changes.
 */
export function useBoard(object: ObjectType, plan: BoardPlan, state: ViewState): Board {
  const query = useMemo(() => boardQuery(object, plan, state), [object, plan, state])
  const result = useQuery({
    queryKey: keys.board(object.name, query),
    queryFn: ({ signal }) => readBoard(object.name, query, signal),
    placeholderData: keepPreviousData,
  })
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map())
  const listed = useListed(object.name, plan, query, pages)
  const columns = result.data?.columns
  const lanes = useMemo(() => (columns ? layOutLanes(columns, plan.field.name, listed) : null), [columns, plan, listed])
  const loadMore = useCallback((lane: Lane) => {
    setPages((old) => {
      const now = old.get(lane.id) ?? 0
      return lane.cards.length < now * cardsOfPage ? old : new Map(old).set(lane.id, now + 1)
    })
  }, [])
  return { lanes, error: result.error, isChanging: result.isPlaceholderData, retry: () => void result.refetch(), loadMore }
}

function useListed(object: string, plan: BoardPlan, board: BoardQuery, pages: ReadonlyMap<string, number>): ReadonlyMap<string, RecordData[]> {
  const wanted = useMemo(() => [...pages].flatMap(([lane, count]) => Array.from({ length: count }, (_, page) => ({ lane, page }))), [pages])
  const queries = useMemo(
    () =>
      wanted.map(({ lane, page }) => {
        const key = lane === laneId(null) ? null : lane
        const query: Query = {
          filter: laneFilter(plan, board.filter, key),
          sort: board.sort,
          fields: board.fields,
          search: board.search ?? null,
          limit: cardsOfPage,
          offset: page * cardsOfPage,
        }
        return { queryKey: keys.page(object, query, page), queryFn: ({ signal }: { signal: AbortSignal }) => queryRecords(object, query, signal) }
      }),
    [object, plan, board, wanted],
  )
  const combine = useCallback(
    (results: UseQueryResult<QueryAnswer>[]) => {
      const found = new Map<string, RecordData[]>()
      for (const [index, { lane, page }] of wanted.entries()) {
        const records = results[index]?.data?.records
        // A page that has not come yet ends the lane; the board's own cards show until the first one is there.
        if (records && (page === 0 || found.has(lane))) found.set(lane, [...(found.get(lane) ?? []), ...records])
      }
      return found
    },
    [wanted],
  )
  return useQueries({ queries, combine })
}
