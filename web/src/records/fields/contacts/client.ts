import type { FieldClient } from '../fieldClient'
import { text } from '../text/client'
import { contactsFromText, contactsToText } from './contacts'

/** What e-mail addresses, phone numbers and web addresses have in common: several values, each with a label. */
export const contacts: Omit<FieldClient, 'Display' | 'Input' | 'width'> = {
  ...text,
  typing: undefined,
  toText: contactsToText,
  fromText: (typed) => contactsFromText(typed, 'work'),
}
