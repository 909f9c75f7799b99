import { useSyncExternalStore } from 'react'

const query = typeof matchMedia === 'function' ? matchMedia('(max-width: 47.99em)') : null

function subscribe(listener: () => void): () => void {
  query?.addEventListener('change', listener)
  return () => query?.removeEventListener('change', listener)
}

/** True on narrow screens: lists instead of tables, sheets instead of popovers. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => query?.matches ?? false)
}
