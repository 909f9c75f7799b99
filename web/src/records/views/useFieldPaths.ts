import { useMemo } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { findObject, pathLabel, resolvePath, useCatalogue } from '@/schema/catalogue'

/** What a column can show: own fields, parts of addresses, fields of directly related records. */
export function useFieldPaths(object: ObjectType): { path: string; label: string }[] {
  const catalogue = useCatalogue()
  const { label } = useLocale()
  return useMemo(() => {
    const paths = object.fields.flatMap((field) => {
      const target = field.type === 'relation' && field.relation?.cardinality === 'one' ? findObject(catalogue, field.relation.target) : undefined
      const related = target?.fields.filter((inner) => !inner.system && inner.type !== 'relation' && inner.name !== target.title_field) ?? []
      return [field.name, ...(field.parts ?? []).map((part) => `${field.name}.${part.name}`), ...related.map((inner) => `${field.name}.${inner.name}`)]
    })
    return paths.flatMap((path) => {
      const resolved = resolvePath(catalogue, object, path)
      return resolved ? [{ path, label: pathLabel(resolved, label) }] : []
    })
  }, [object, catalogue, label])
}
