import { ContactList } from '../contacts/ContactList'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <ContactList value={value} href={(contact) => `tel:${contact.e164 ?? contact.value.replace(/[^+\d]/g, '')}`} />
}
