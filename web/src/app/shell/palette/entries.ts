import type { ObjectType } from '@/api/types'
import type { IconComponent } from '@/ui/icons'

/** One line of the palette. */
export interface Entry {
  id: string
  title: string
  subtitle?: string
  icon?: IconComponent
  object?: ObjectType
  shortcut?: string
  run(): void
}

export interface EntryGroup {
  title: string
  entries: Entry[]
}

/** Folds case, umlauts and accents, so that "mueller" and "muller" find "Müller". */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
}

/** Every word of the text begins a word of the candidate. */
export function matches(text: string, candidate: string): boolean {
  const words = fold(candidate).split(/[^a-z0-9]+/)
  return fold(text)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}
