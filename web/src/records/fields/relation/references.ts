import type { Reference } from '@/api/types'

/** The records a relation's value names, whether it leads to one or to many. */
export function references(value: unknown): Reference[] {
  if (Array.isArray(value)) return value as Reference[]
  return value && typeof value === 'object' && 'title' in value ? [value as Reference] : []
}
