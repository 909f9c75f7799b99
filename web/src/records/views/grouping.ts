import type { Field } from '@/api/types'

const groupable = ['select', 'status', 'user', 'checkbox', 'user_system']

export function canGroupBy(field: Field): boolean {
  return groupable.includes(field.type) || (field.type === 'relation' && field.relation?.cardinality === 'one')
}
