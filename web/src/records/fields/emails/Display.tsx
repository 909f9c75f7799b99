import { ContactList } from '../contacts/ContactList'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <ContactList value={value} href={(contact) => `mailto:${contact.value}`} />
}
