import type { Contact } from '@/api/types'

export function telephoneLink(contact: Contact): string {
  return `tel:${contact.e164 ?? contact.value.replace(/[^+\d]/g, '')}`
}

/** Only web addresses become links: "javascript:" and its like stay text. */
export function webAddress(value: string): string | undefined {
  if (/^https?:\/\//i.test(value)) return value
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]|$)/i.test(value) ? `https://${value}` : undefined
}
