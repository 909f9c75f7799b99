import type { Address } from '@/api/types'

/** "Domkloster 4, 50667 Köln"; the country only when it is not Germany. */
export function addressLine(address: Address | null | undefined): string {
  if (!address) return ''
  const place = [address.postal_code, address.place].filter(Boolean).join(' ')
  const country = address.country && address.country !== 'DE' ? address.country : null
  return [address.street, place, country].filter(Boolean).join(', ')
}

/** Reads "Domkloster 4, 50667 Köln" and the same on several lines. */
export function addressFromText(typed: string): Address {
  const lines = typed.split(/[,\n]/).map((line) => line.trim()).filter(Boolean)
  const at = lines.findIndex((line) => /^(?:[A-Z]{1,2}-)?\d{4,5}\s+\S/.test(line))
  const match = /^(?:[A-Z]{1,2}-)?(\d{4,5})\s+(.+)$/.exec(lines[at] ?? '')
  const street = lines.filter((_, index) => index !== at && (at < 0 || index < at)).join(', ')
  return { street: street || null, postal_code: match?.[1] ?? null, place: match?.[2] ?? null }
}
