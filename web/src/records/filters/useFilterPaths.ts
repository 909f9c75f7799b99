import { useMemo } from 'react'
import type { Field, ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { findObject, pathLabel, useCatalogue } from '@/schema/catalogue'
import { conditionField } from './describe'
import type { OperatorName } from './operators'

export interface FilterPath {
  path: string
  label: string
  operators: OperatorName[]
}

/** What one can filter by: own fields, parts of addresses, fields of directly related records. */
export function useFilterPaths(object: ObjectType): FilterPath[] {
  const catalogue = useCatalogue()
  const { label } = useLocale()
  return useMemo(() => {
    const paths = object.fields.filter(isFilterable).flatMap((field) => {
      const target = field.type === 'relation' && field.relation?.cardinality === 'one' ? findObject(catalogue, field.relation.target) : undefined
      const related = target?.fields.filter((inner) => isFilterable(inner) && !inner.system && inner.type !== 'relation') ?? []
      const kind = field.type === 'status' ? [`${field.name}.kind`] : []
      return [field.name, ...kind, ...(field.parts ?? []).map((part) => `${field.name}.${part.name}`), ...related.map((inner) => `${field.name}.${inner.name}`)]
    })
    return paths.flatMap((path) => {
      const found = conditionField(path, catalogue, object)
      return found && found.operators.length > 0 ? [{ path, label: pathLabel(found.resolved, label), operators: found.operators }] : []
    })
  }, [object, catalogue, label])
}

function isFilterable(field: Field): boolean {
  return field.filterable !== false
}
