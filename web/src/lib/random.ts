// crypto.randomUUID exists only in secure contexts; a phone in the local network without TLS has none.
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
