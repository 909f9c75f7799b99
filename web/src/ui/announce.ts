// Speaks to screen readers through one live region (LiveRegion in the shell).
import { createStore } from '@/lib/store'

export const announcement = createStore('')

export function announce(text: string): void {
  announcement.set('') // the same text twice is spoken twice
  setTimeout(() => announcement.set(text), 50)
}
