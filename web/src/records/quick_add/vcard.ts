import type { Card, Labelled } from './signature'

interface Line {
  name: string
  parameters: string
  value: string
}

/** The first card of a vCard text (2.1 to 4.0), as phones and mail programs put it on the clipboard. Whole files go through the import. */
export function readVcard(text: string): Card {
  const lines = unfolded(text)
  const first = (name: string) => lines.find((line) => line.name === name)
  const all = (name: string): Labelled[] => lines.filter((line) => line.name === name && line.value).map((line) => ({ value: line.value.replace(/^(tel|mailto):/i, ''), label: labelOf(line) }))
  const [last, given, middle, prefix] = parts(first('N')?.value ?? '')
  const full = plain(first('FN')?.value ?? '').split(' ')
  const [, , street, place, , postal, country] = parts(first('ADR')?.value ?? '')
  return {
    title_prefix: prefix || undefined,
    first_name: [given, middle].filter(Boolean).join(' ') || (last ? undefined : full.slice(0, -1).join(' ') || undefined),
    last_name: last || full.at(-1) || undefined,
    role: plain(first('TITLE')?.value ?? first('ROLE')?.value ?? '') || undefined,
    company: parts(first('ORG')?.value ?? '')[0] || undefined,
    emails: all('EMAIL'),
    phones: all('TEL'),
    websites: all('URL'),
    street: street || undefined,
    postal_code: postal || undefined,
    place: place || undefined,
    country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined,
    rest: [],
  }
}

function unfolded(text: string): Line[] {
  const end = text.search(/\nEND:VCARD/i)
  const whole = (end < 0 ? text : text.slice(0, end)).replace(/=\r?\n/g, '').replace(/\r?\n[ \t]/g, '')
  return whole.split(/\r?\n/).flatMap((line) => {
    const match = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:]*)?):(.*)$/.exec(line.trim())
    if (!match) return []
    const parameters = match[2]!.toUpperCase()
    const value = /QUOTED-PRINTABLE/.test(parameters) ? fromQuotedPrintable(match[3]!) : match[3]!
    return [{ name: match[1]!.toUpperCase(), parameters, value }]
  })
}

function fromQuotedPrintable(text: string): string {
  const bytes = [...text.matchAll(/=([0-9A-F]{2})|([^])/gi)].flatMap(([, code, char]) => (code ? [parseInt(code, 16)] : [...new TextEncoder().encode(char)]))
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

function labelOf({ name, parameters }: Line): string {
  if (name === 'TEL' && parameters.includes('FAX')) return 'fax'
  if (name === 'TEL' && parameters.includes('CELL')) return 'mobile'
  return parameters.includes('HOME') ? 'private' : 'work'
}

function parts(value: string): string[] {
  return value.split(/(?<!\\);/).map(plain)
}

function plain(value: string): string {
  return value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1').trim()
}
