import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { listNotices } from '@/api/notices'

/** Asked again whenever the server says that there is something new, and now and then if it could not. */
export function useNotices() {
  return useQuery({ queryKey: keys.notices, queryFn: ({ signal }) => listNotices(signal), refetchInterval: 120_000 })
}
