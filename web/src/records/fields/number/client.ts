import { lazy } from 'react'
import { parseDecimal } from '@/lib/decimal'
import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { orderOperators } from '../../filters/operators'
import { Display } from './Display'

export const number: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: orderOperators,
  toText: (value, field, { format }) => (value == null ? '' : format.number(String(value), field.decimals, field.grouping)),
  fromText: (typed, field, { format }) => parseDecimal(typed, format.decimalMark, field.decimals ?? 6) ?? new Unparsed(typed),
  align: 'end',
  typing: 'value',
  width: 110,
}
