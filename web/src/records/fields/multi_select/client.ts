import { deferred, type FieldClient } from '../fieldClient'
import { optionByText } from '../select/options'
import { select } from '../select/client'
import { Display } from './Display'

export const multiSelect: FieldClient = {
  ...select,
  typing: undefined,
  Display,
  Input: deferred(() => import('./Input')),
  operators: ['one_of', 'none_of', 'is_empty', 'not_empty'],
  toText: (value, field, locale) => (Array.isArray(value) ? value.map((key) => select.toText(key, field, locale)).join(', ') : ''),
  // Unknown words go to the server as they are: it makes new tags where the field allows it.
  fromText: (typed, field, locale) =>
    typed
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter(Boolean)
      .map((word) => optionByText(field, word, locale)?.key ?? word),
  width: 180,
}
