import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keys } from '@/api/keys'
import { getRecord } from '@/api/records'
import { readPreference, writePreference } from '@/lib/storage'

export interface Recent {
  object: string
  id: string
  title: string
}

const most = 8

/** The records this browser opened last, newest first. */
export function readRecent(): Recent[] {
  try {
    const list: unknown = JSON.parse(readPreference('recent') ?? '[]')
    return Array.isArray(list) ? (list as Recent[]).slice(0, most) : []
  } catch {
    return []
  }
}

/** Remembers the record as soon as its title is known. */
export function useRemember(object: string, id: string): void {
  const { data } = useQuery({ queryKey: keys.record(object, id), queryFn: ({ signal }) => getRecord(object, id, signal) })
  const title = data?.title
  useEffect(() => {
    if (title === undefined) return
    const others = readRecent().filter((recent) => recent.object !== object || recent.id !== id)
    writePreference('recent', JSON.stringify([{ object, id, title }, ...others].slice(0, most)))
  }, [object, id, title])
}
