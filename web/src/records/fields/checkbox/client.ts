import { deferred, Unparsed, type FieldClient } from '../fieldClient'
import { Display } from './Display'

const yes = ['true', 'ja', 'yes', 'x', '1', 'wahr']
const no = ['false', 'nein', 'no', '0', 'falsch', '']

export const checkbox: FieldClient = {
  Display,
  Input: deferred(() => import('./Input')),
  Filter: null,
  operators: ['is_true', 'is_false'],
  toText: (value, _field, { t }) => (value === true ? t('value.yes') : value === false ? t('value.no') : ''),
  fromText(typed) {
    const word = typed.trim().toLowerCase()
    return yes.includes(word) ? true : no.includes(word) ? false : new Unparsed(typed)
  },
  width: 90,
}
