import { createStore } from '@/lib/store'
import { readPreference, writePreference } from '@/lib/storage'

/** What is open above the page. */
export type Overlay = { kind: 'palette'; text?: string } | { kind: 'quick-add'; object?: string } | { kind: 'keys' } | null

export const overlay = createStore<Overlay>(null)

export const navigationCollapsed = createStore(readPreference('nav') === 'collapsed')

export function toggleNavigation(): void {
  const next = !navigationCollapsed.get()
  navigationCollapsed.set(next)
  writePreference('nav', next ? 'collapsed' : null)
}
