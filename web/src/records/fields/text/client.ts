import { lazy } from 'react'
import { deferred, type FieldClient } from '../fieldClient'
import { textOperators } from '../../filters/operators'
import { Display } from './Display'

export const text: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: textOperators,
  toText: (value) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value)),
  fromText: (typed) => typed.trim(),
  typing: 'value',
  width: 180,
}
