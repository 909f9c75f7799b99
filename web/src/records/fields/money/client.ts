import { lazy } from 'react'
import type { Money } from '@/api/types'
import { parseDecimal } from '@/lib/decimal'
import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { orderOperators } from '../../filters/operators'
import { Display } from './Display'

export const money: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('../number/Filter')),
  operators: orderOperators,
  toText: (value, _field, { format }) => (value == null ? '' : format.money(value as Money)),
  fromText(typed, field, { format }) {
    const currency = /[A-Z]{3}/.exec(typed)?.[0] ?? field.currency ?? 'EUR'
    const amount = parseDecimal(typed.replace(/[A-Z]{3}|[$£]/g, ''), format.decimalMark, 2)
    return amount === null ? new Unparsed(typed) : { amount, currency }
  },
  align: 'end',
  typing: 'value',
  width: 130,
}
