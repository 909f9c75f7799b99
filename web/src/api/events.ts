import type { QueryClient } from '@tanstack/react-query'
import { createStore } from '@/lib/store'
import { keys } from './keys'
import type { RecordData } from './types'

export interface RecordEvent {
  object: string
  id: string
  version: number
  action: 'create' | 'update' | 'delete' | 'restore'
}

/** Whether live updates arrive. */
export const online = createStore(true)

/** Changes of others gather for this long before lists are loaded again: an import must not flood a reader. */
const gatherMilliseconds = 400

/** Turns the server's stream into invalidations of the query cache. Returns a function that ends it. */
export function followEvents(client: QueryClient, whenEnded: () => void): () => void {
  const source = new EventSource('/api/events')
  const gathered = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function reloadSoon(object: string): void {
    gathered.add(object)
    timer ??= setTimeout(() => {
      timer = undefined
      for (const name of gathered) void client.invalidateQueries({ queryKey: keys.lists(name) })
      gathered.clear()
    }, gatherMilliseconds)
  }

  function on<T>(name: string, handle: (data: T) => void): void {
    source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data || 'null') as T))
  }

  on<RecordEvent>('records', (event) => {
    if (isKnown(client, event)) return
    void client.invalidateQueries({ queryKey: keys.record(event.object, event.id) })
    reloadSoon(event.object)
  })
  on<{ object: string }>('slice', (event) => {
    void client.invalidateQueries({ queryKey: ['record', event.object] })
    reloadSoon(event.object)
  })
  on('catalogue', () => void client.invalidateQueries({ queryKey: keys.catalogue }))
  on('job', () => {
    void client.invalidateQueries({ queryKey: keys.jobs })
    void client.invalidateQueries({ queryKey: keys.imports })
  })
  on('notice', () => void client.invalidateQueries({ queryKey: keys.notices }))
  on('reset', () => void client.invalidateQueries())
  on('session', whenEnded)
  // A stream notices a broken line late; the browser knows at once.
  const showState = () => online.set(navigator.onLine && source.readyState === EventSource.OPEN)
  source.addEventListener('open', showState)
  source.addEventListener('error', () => online.set(false))
  window.addEventListener('online', showState)
  window.addEventListener('offline', showState)

  return () => {
    clearTimeout(timer)
    window.removeEventListener('online', showState)
    window.removeEventListener('offline', showState)
    source.close()
  }
}

// The echo of a change made here: the answer of the write was already put in place.
const written = new Map<string, number>()

export function rememberWrite(record: Pick<RecordData, 'object' | 'id' | 'version'>): void {
  written.set(`${record.object}/${record.id}`, record.version)
  if (written.size > 500) written.delete(written.keys().next().value!)
}

function isKnown(client: QueryClient, event: RecordEvent): boolean {
  if (event.action !== 'update') return false
  const own = written.get(`${event.object}/${event.id}`) ?? 0
  const cached = client.getQueryData<RecordData>(keys.record(event.object, event.id))
  return own >= event.version && (!cached || cached.version >= event.version)
}
