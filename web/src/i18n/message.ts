// Messages: "{name}" is a parameter; "{n, plural, one {# Eintrag} other {# Einträge}}" chooses by number.

export type Params = Record<string, string | number>

const pluralHead = /\{(\w+), plural, /g

export function formatMessage(message: string, params: Params, locale: string): string {
  return fillParams(choosePlurals(message, params, locale), params, locale)
}

function choosePlurals(message: string, params: Params, locale: string): string {
  let result = ''
  let end = 0
  for (const head of message.matchAll(pluralHead)) {
    const start = head.index
    if (start < end) continue
    const value = Number(params[head[1]!] ?? 0)
    const { forms, next } = readForms(message, start + head[0].length)
    const category = new Intl.PluralRules(locale).select(value)
    const form = forms[`=${value}`] ?? forms[category] ?? forms.other ?? ''
    result += message.slice(end, start) + form.replaceAll('#', value.toLocaleString(locale))
    end = next
  }
  return result + message.slice(end)
}

function readForms(message: string, from: number): { forms: Record<string, string>; next: number } {
  const forms: Record<string, string> = {}
  let at = from
  while (at < message.length && message[at] !== '}') {
    const open = message.indexOf('{', at)
    if (open < 0) break
    const close = closingBrace(message, open)
    forms[message.slice(at, open).trim()] = message.slice(open + 1, close)
    at = close + 1
    while (message[at] === ' ') at++
  }
  return { forms, next: at + 1 }
}

function closingBrace(message: string, open: number): number {
  let depth = 0
  for (let i = open; i < message.length; i++) {
    if (message[i] === '{') depth++
    if (message[i] === '}' && --depth === 0) return i
  }
  return message.length
}

function fillParams(message: string, params: Params, locale: string): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(locale) : value
  })
}
