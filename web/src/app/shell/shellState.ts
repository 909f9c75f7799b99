import { createStore } from '@/lib/store'
import { collectTyping } from './typeAhead'
import { readPreference, writePreference } from '@/lib/storage'

/** Opens the palette; what is typed before it is there goes into it. */
export function openPalette(): void {
  collectTyping()
  overlay.set({ kind: 'palette' })
}

/** What is open above the page. */
export type Overlay = { kind: 'palette'; text?: string } | { kind: 'quick-add'; object?: string } | { kind: 'keys' } | null

export const overlay = createStore<Overlay>(null)

export const navigationCollapsed = createStore(readPreference('nav') === 'collapsed')

export function toggleNavigation(): void {
  const next = !navigationCollapsed.get()
  navigationCollapsed.set(next)
  writePreference('nav', next ? 'collapsed' : null)
}
