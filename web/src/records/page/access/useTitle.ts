import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { getRecord } from '@/api/records'

/** The title of a record; its number while, or where, that is not to be had. */
export function useTitle(object: string, id: string): string {
  const { data } = useQuery({ queryKey: keys.record(object, id), queryFn: ({ signal }) => getRecord(object, id, signal), retry: false })
  return data?.title ?? `#${id}`
}
