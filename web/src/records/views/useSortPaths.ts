import { useMemo } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'

export function useSortPaths(object: ObjectType): { value: string; label: string }[] {
  const { label } = useLocale()
  return useMemo(
    () =>
      object.fields
        .flatMap((field) => [
          ...(field.sortable === false ? [] : [{ value: field.name, label: label(field.label, field.name) }]),
          ...(field.parts ?? []).map((part) => ({ value: `${field.name}.${part.name}`, label: `${label(field.label)} · ${label(part.label)}` })),
        ]),
    [object, label],
  )
}
