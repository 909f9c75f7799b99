import type { Address } from '@/api/types'
import { deferred, type FieldClient } from '../fieldClient'
import { textOperators } from '../../filters/operators'
import { addressFromText, addressLine } from './address'
import { Display } from './Display'

export const postalAddress: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: null,
  operators: ['is_empty', 'not_empty'],
  toText: (value) => addressLine(value as Address | null),
  fromText: (typed) => addressFromText(typed),
  width: 240,
}

export const addressPartOperators = textOperators
