import { readVcard } from './vcard'

/** What a signature, a business card or a vCard says about whom it is from. */
export interface Card {
  salutation?: 'ms' | 'mr'
  title_prefix?: string
  first_name?: string
  last_name?: string
  role?: string
  company?: string
  emails: Labelled[]
  phones: Labelled[]
  websites: Labelled[]
  street?: string
  postal_code?: string
  place?: string
  country?: string
  /** Lines that no meaning was found for. */
  rest: string[]
}

export interface Labelled {
  value: string
  label: string
}

const longest = 20_000
const mostLines = 60

const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const url = /\b(?:https?:\/\/|www\.)[^\s,;|]+/gi
const phone = /(?:\+|00|\(?0)[\d\s()/.–-]{5,}\d/g
const phoneWord = /\b(telefon|telefax|tel|fon|fax|phone|mobile|mobil|handy|cell|direct|durchwahl|zentrale|t|m|f|p|e-?mail|mail|web|internet|homepage|www|e|w)\b\s*[.:]+/gi
const postalCode = /(?:^|\s)(?:(D|A|CH|DE|AT|L|LI)[\s-]+)?(\d{4,5})\s+(\p{Lu}[\p{L}.()/ -]+)/u
const legalForm = /\b(gmbh|mbh|ag|kg|kgaa|ohg|ug|gbr|partg|se|eg|e\.\s?k|e\.\s?v|ltd|limited|inc|llc|plc|corp|s\.a|s\.r\.l|b\.v|stiftung)(?![\p{L}])/iu
const greeting = /^(--+|__+|mit (freundlichen|besten|herzlichen|vielen) gr|freundliche gr|viele gr|beste gr|liebe gr|herzliche gr|schöne gr|gruß|grüße|vg\b|lg\b|mfg\b|kind regards|best regards|regards|best wishes|sincerely|cheers|i\. ?[av]\.|ppa\.|von meinem|sent from|gesendet)/i
const smallPrint = /(geschäftsführ\w*:|handelsregister|amtsgericht|registergericht|ust-?id|steuernummer|sitz der gesellschaft|hrb\s|managing director\w*:|registered|vat\s|vorsitz|vertraulich|confidential|iban|bic)/i
const academic = /^(?:(?:Prof|Dr|Dipl|Ing|Mag|MBA|med|rer|nat|phil|jur|h\.\s?c|-Ing|-Kfm|-Kffr)\.?[\s-]*)+/u
const nameWord = /^(?:\p{Lu}[\p{L}'’-]+|\p{Lu}\.|von|van|de|der|den|zu|zur|zum|vom|del|della|di|da|le|la)$/u

/** Reads a text somebody pasted. What is not certain stays in `rest`. */
export function readCard(text: string): Card {
  const given = text.slice(0, longest)
  if (/^\s*BEGIN:VCARD/i.test(given)) return readVcard(given)
  const card: Card = { emails: [], phones: [], websites: [], rest: [] }
  const lines = given.split(/\r?\n|\s[|•·]\s|\t/).map((line) => line.trim()).filter(Boolean).slice(0, mostLines)
  const words = lines.filter((line) => !greeting.test(line) && !smallPrint.test(line)).flatMap((line) => takeContacts(line, card))
  takeAddress(words, card)
  takeCompany(words, card)
  takeName(words, card)
  nameFromEmail(card)
  card.rest = words
  return card
}

/** Takes addresses and numbers out of a line; what is left of it, if that is more than their names. */
function takeContacts(line: string, card: Card): string[] {
  const isFax = /\b(fax|telefax|f)\b\s*[.:]*/i.test(line)
  let rest = line.replace(email, (value) => take(card.emails, value, 'work'))
  rest = rest.replace(url, (value) => take(card.websites, value, 'work'))
  rest = rest.replace(phone, (value, at: number) => (looksLikePhone(value) ? take(card.phones, value.trim(), phoneLabel(value, rest.slice(0, at), isFax)) : value))
  if (rest === line) return [line]
  rest = rest.replace(phoneWord, ' ').replace(/\b(telefon|telefax|tel|fon|fax|phone|mobile|mobil|handy|mail|e-mail|web|internet)\b/gi, ' ').replace(/^[\s,;:/–-]+|[\s,;:/–-]+$/g, '').replace(/\s+/g, ' ')
  return rest.length > 2 ? [rest] : []
}

function take(list: Labelled[], value: string, label: string): string {
  if (!list.some((entry) => entry.value === value)) list.push({ value, label })
  return ' '
}

function looksLikePhone(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  return digits.length >= 6 && digits.length <= 15
}

function phoneLabel(number: string, before: string, isFax: boolean): string {
  const word = /(\p{L}+)[\s.:(]*$/u.exec(before)?.[1]?.toLowerCase() ?? ''
  if (/^(fax|telefax|f)$/.test(word) || (isFax && word === '')) return 'fax'
  if (/^(mobil|mobile|handy|cell|m)$/.test(word)) return 'mobile'
  if (word === 'zentrale') return 'main'
  return /^(?:\+49|0049|0)\s*\(?0?\)?\s*1[567]\d/.test(number.replace(/[/.–-]/g, ' ')) ? 'mobile' : 'work'
}

function takeAddress(lines: string[], card: Card): void {
  const at = lines.findIndex((line) => postalCode.test(line))
  if (at < 0) return
  const line = lines[at]!
  const match = postalCode.exec(line)!
  const before = line.slice(0, match.index).replace(/[\s,;]+$/, '')
  const previous = lines[at - 1]
  card.postal_code = match[2]
  card.place = match[3]!.trim()
  card.country = { D: 'DE', A: 'AT', L: 'LU' }[match[1] ?? ''] ?? match[1]
  const fromPrevious = !before && previous !== undefined && isStreet(previous)
  card.street = before || (fromPrevious ? previous : undefined)
  lines.splice(fromPrevious ? at - 1 : at, fromPrevious ? 2 : 1)
}

function isStreet(line: string): boolean {
  return /\d+\s*[a-z]?(?:\s*[-–/]\s*\d+\s*[a-z]?)?$/i.test(line) || /(straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|road|street)\b/i.test(line)
}

function takeCompany(lines: string[], card: Card): void {
  const at = lines.findIndex((line) => legalForm.test(line) && line.length <= 120)
  if (at < 0) return
  card.company = lines[at]!
  lines.splice(at, 1)
}

// The first line that reads like a name; what stands behind it, or in the next line, is what the person does.
function takeName(lines: string[], card: Card): void {
  for (const [at, line] of lines.entries()) {
    const [head = '', ...tail] = line.split(/\s*[,–|]\s+|\s+-\s+/)
    if (!setName(head, card)) continue
    const next = tail.length > 0 ? undefined : lines[at + 1]
    const role = tail.join(', ') || next
    if (role && role.length <= 80 && !/\d/.test(role)) card.role = role
    lines.splice(at, card.role !== undefined && card.role === next ? 2 : 1)
    return
  }
}

function setName(text: string, card: Card): boolean {
  const salutation = /^(Frau|Herr|Herrn|Ms|Mrs|Mr)\.?\s+/.exec(text)
  const named = salutation ? text.slice(salutation[0].length) : text
  const title = academic.exec(named)?.[0].trim() ?? ''
  const words = named.slice(title.length).trim().split(/\s+/)
  const enough = words.length >= (title || salutation ? 1 : 2)
  if (!enough || words.length > 5 || !words.every((word) => nameWord.test(word)) || !/^\p{Lu}/u.test(words[0]!)) return false
  if (salutation) card.salutation = /^(Frau|Ms|Mrs)/.test(salutation[1]!) ? 'ms' : 'mr'
  if (title) card.title_prefix = title
  const particle = words.findIndex((word, index) => index > 0 && /^\p{Ll}/u.test(word))
  const last = particle > 0 ? particle : words.length - 1
  card.last_name = words.slice(last).join(' ')
  if (last > 0) card.first_name = words.slice(0, last).join(' ')
  return true
}

/** "anna.berg@…" says who it is when no line does. */
function nameFromEmail(card: Card): void {
  if (card.last_name) return
  const match = /^(\p{L}{2,})\.(\p{L}{2,})@/u.exec(card.emails[0]?.value ?? '')
  if (!match) return
  card.first_name = capital(match[1]!)
  card.last_name = capital(match[2]!)
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}
