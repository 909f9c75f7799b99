import { ContactList } from '../contacts/ContactList'
import { webAddress } from '../contacts/links'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <ContactList value={value} href={(contact) => webAddress(contact.value)} />
}
