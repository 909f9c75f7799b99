import { lazy } from 'react'
import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { Display } from './Display'
import { optionByText } from './options'

export const select: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: ['one_of', 'none_of', 'is_empty', 'not_empty'],
  toText(value, field, { label }) {
    const option = field.options?.find((candidate) => candidate.key === value)
    return label(option?.label, value == null ? '' : String(value))
  },
  fromText: (typed, field, locale) => optionByText(field, typed, locale)?.key ?? new Unparsed(typed),
  typing: 'search',
  width: 140,
}
