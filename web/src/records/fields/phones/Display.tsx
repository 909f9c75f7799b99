import { ContactList } from '../contacts/ContactList'
import { telephoneLink } from '../contacts/links'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <ContactList value={value} href={telephoneLink} />
}
