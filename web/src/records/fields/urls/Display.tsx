import { ContactList } from '../contacts/ContactList'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <ContactList value={value} href={(contact) => webAddress(contact.value)} />
}

// Only web addresses become links: "javascript:" and its like stay text.
function webAddress(value: string): string | undefined {
  if (/^https?:\/\//i.test(value)) return value
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]|$)/i.test(value) ? `https://${value}` : undefined
}
