import { lazy } from 'react'
import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { Display } from './Display'
import { references } from './references'

export const relation: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: lazy(() => import('./Filter')),
  operators: ['one_of', 'none_of', 'is_empty', 'not_empty'],
  toText: (value) => references(value).map((reference) => reference.title).join(', '),
  // The server finds the record of exactly this title, or says why it cannot.
  fromText(typed, field) {
    const titles = typed.split(';').map((title) => title.trim()).filter(Boolean)
    if (field.relation?.cardinality !== 'many') return titles[0] ? { title: titles[0] } : null
    return titles.length ? new Unparsed(typed) : []
  },
  typing: 'search',
  width: 180,
}
