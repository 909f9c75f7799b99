import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { keys } from '@/api/keys'
import { queryRecords } from '@/api/records'
import type { ObjectType, Query, QueryAnswer, RecordData } from '@/api/types'
import { useObject } from '@/schema/catalogue'
import { firstSteps, stepsFilter, taskLink } from './nextStep'

/** A filter holds so many ids that it stays below the server's limit, and so few that one page holds their tasks. */
const idsAtOnce = 50
const none: ReadonlyMap<string, RecordData> = new Map()

/** The next step of each of these records. Null where the workspace has no tasks for them, or while they load. */
export function useNextSteps(object: string, ids: string[]): ReadonlyMap<string, RecordData> | null {
  const task = useObject('task')
  const key = ids.toSorted().join()
  const queries = useMemo(() => (task ? stepQueries(task, object, key ? key.split(',') : []) : []), [task, object, key])
  const link = task && taskLink(task, object)?.name
  const dateField = task?.date_field ?? null
  return useQueries({
    queries,
    combine: useMemo(() => {
      return (results: UseQueryResult<QueryAnswer>[]) => {
        if (!link) return null
        if (results.length === 0) return none
        if (!results.every((result) => result.data)) return null
        return firstSteps(results.flatMap((result) => result.data!.records), link, dateField)
      }
    }, [link, dateField]),
  })
}

function stepQueries(task: ObjectType, object: string, ids: string[]) {
  const chunks = Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, index) => ids.slice(index * idsAtOnce, (index + 1) * idsAtOnce))
  return chunks.flatMap((chunk) => {
    const filter = stepsFilter(task, object, chunk)
    if (!filter) return []
    const query = stepQuery(task, object, filter)
    return { queryKey: keys.rows('task', query), queryFn: ({ signal }: { signal: AbortSignal }) => queryRecords('task', query, signal) }
  })
}

function stepQuery(task: ObjectType, object: string, filter: string): Query {
  const wanted = [task.title_field, task.date_field, 'done', 'assignee', taskLink(task, object)?.name]
  const fields = wanted.filter((name): name is string => task.fields.some((field) => field.name === name))
  return { filter, sort: task.date_field ? [task.date_field] : [], fields, limit: 200 }
}
