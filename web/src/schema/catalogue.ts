import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { getSession } from '@/api/session'
import type { Catalogue, Field, FieldPart, ObjectType, Session } from '@/api/types'
import { getCatalogue } from '@/api/workspace'
import type { Label } from '@/i18n/locale'

export const catalogueQuery = queryOptions({ queryKey: keys.catalogue, queryFn: ({ signal }) => getCatalogue(signal) })

export const sessionQuery = queryOptions({ queryKey: keys.session, queryFn: ({ signal }) => getSession(signal) })

/** The catalogue; components below the shell have it at once. */
export function useCatalogue(): Catalogue {
  return useSuspenseQuery(catalogueQuery).data
}

export function useObject(name: string): ObjectType | undefined {
  return findObject(useCatalogue(), name)
}

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

export function findObject(catalogue: Catalogue, name: string): ObjectType | undefined {
  return catalogue.objects.find((object) => object.name === name)
}

export function findField(object: ObjectType, name: string): Field | undefined {
  return object.fields.find((field) => field.name === name)
}

/** What a path such as "company.category" or "address.place" leads to. */
export interface ResolvedPath {
  path: string
  field: Field
  part?: FieldPart
  /** Labels of all steps, outermost first. */
  labels: Label[]
  /** True when the path leaves the record: such values cannot be changed here. */
  foreign: boolean
}

export function resolvePath(catalogue: Catalogue, object: ObjectType, path: string): ResolvedPath | undefined {
  const labels: Label[] = []
  let current: ObjectType | undefined = object
  const steps = path.split('.')
  for (const [index, step] of steps.entries()) {
    const field: Field | undefined = current && findField(current, step)
    if (!field) return undefined
    labels.push(field.label)
    if (index === steps.length - 1) return { path, field, labels, foreign: index > 0 }
    const part = field.parts?.find((candidate) => candidate.name === steps[index + 1])
    if (part && index === steps.length - 2) {
      return { path, field, part, labels: [...labels, part.label], foreign: index > 0 }
    }
    const target: string | undefined = field.relation?.target ?? (field.type === 'user' || field.type === 'user_system' ? 'user' : undefined)
    current = target ? findObject(catalogue, target) : undefined
  }
  return undefined
}

/** "Firma · Kategorie". */
export function pathLabel(resolved: ResolvedPath, label: (label: Label) => string): string {
  return resolved.labels.map(label).join(' · ')
}
