import { lazy } from 'react'
import { parseDate } from '@/lib/parseDate'
import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { Display } from './Display'

export const date: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: ['on', 'before', 'after', 'from', 'until', 'in_period', 'is_empty', 'not_empty'],
  toText: (value, _field, { format }) => (value == null ? '' : format.date(String(value))),
  fromText: (typed) => parseDate(typed) ?? new Unparsed(typed),
  typing: 'value',
  width: 120,
}
