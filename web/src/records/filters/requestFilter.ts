import { createStore } from '@/lib/store'

/** Asks the toolbar to open the filter with a new condition on this path. */
export const requestedFilter = createStore<string | null>(null)

export function requestFilter(path: string): void {
  requestedFilter.set(path)
}
