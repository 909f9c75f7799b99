// Filters carry ids; people read titles. What was chosen or seen in this browser is remembered.
import type { Reference } from '@/api/types'

const titles = new Map<string, string>()

export function rememberTitle(object: string, reference: Reference): void {
  titles.set(`${object}/${reference.id}`, reference.title)
}

export function titleOf(object: string, id: string): string | undefined {
  return titles.get(`${object}/${id}`)
}
