import { createStore } from '@/lib/store'

export interface Toast {
  id: number
  kind: 'success' | 'error' | 'info'
  text: string
  /** A second, smaller line. */
  detail?: string
  action?: { label: string; run(): void }
  milliseconds: number
}

export const toasts = createStore<readonly Toast[]>([])

let nextId = 1

export function showToast(toast: Pick<Toast, 'kind' | 'text'> & Partial<Toast>): number {
  const id = nextId++
  const milliseconds = toast.milliseconds ?? (toast.action || toast.kind === 'error' ? 10_000 : 4_000)
  toasts.set([...toasts.get(), { ...toast, id, milliseconds }].slice(-4))
  return id
}

export function closeToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Stays until it is closed. The longest time a timer knows, 24 days. */
export const untilClosed = 0x7fffffff

export function changeToast(id: number, change: Partial<Toast>): void {
  toasts.set(toasts.get().map((toast) => (toast.id === id ? { ...toast, ...change } : toast)))
}
