import { deferred, type FieldClient } from '../fieldClient'
import { contactsFromText, contactsToText } from '../contacts/contacts'
import { text } from '../text/client'
import { Display } from './Display'

export const phones: FieldClient = {
  ...text,
  typing: undefined,
  Display,
  Input: deferred(() => import('./Input')),
  toText: contactsToText,
  fromText: (typed) => contactsFromText(typed, 'work'),
  width: 170,
}
