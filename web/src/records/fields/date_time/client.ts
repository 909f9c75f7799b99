import { lazy } from 'react'
import { Unparsed, type FieldClient } from '../fieldClient'
import { Display } from './Display'
import { parseDateTime } from './parse'

export const dateTime: FieldClient = {
  Display,
  Input: lazy(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: ['before', 'from', 'is_empty', 'not_empty'],
  toText: (value, _field, { format }) => (value == null ? '' : format.dateTime(String(value))),
  fromText: (typed) => parseDateTime(typed) ?? new Unparsed(typed),
  typing: 'value',
  width: 170,
}
