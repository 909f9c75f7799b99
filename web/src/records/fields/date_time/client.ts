import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { date } from '../date/client'
import { Display } from './Display'
import { parseDateTime } from './parse'

export const dateTime: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  // An instant against a day means the day it falls on for the reader.
  Filter: date.Filter,
  operators: date.operators,
  toText: (value, _field, { format }) => (value == null ? '' : format.dateTime(String(value))),
  fromText: (typed) => parseDateTime(typed) ?? new Unparsed(typed),
  typing: 'value',
  width: 170,
}
