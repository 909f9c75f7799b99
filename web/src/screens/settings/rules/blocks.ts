// A rule as text. Names are written so that the server understands them whatever they hold; it gives them back as people read them.
import type { Audience, Rule, RuleLanguage } from '@/api/rules'
import { actionKey, conditionKey, words, type Key } from './words'

export type RuleDraft = Omit<Rule, 'text'>

/** `before`: the text the rule had; lines that say more than a draft knows are kept. */
export function writeRule(rule: RuleDraft, language: RuleLanguage, before = ''): string {
  const { keys, actions, modes, classes } = words[language]
  const line = (key: Key, value: string) => `  ${keys[key]}: ${value}\n`
  let text = `- ${keys[rule.kind]}: ${quote(rule.name)}\n`
  text += line('applies_to', rule.objects.length === 0 ? words[language].audiences.all : list(rule.objects.map((name) => apiName(name, language))))
  text += line('for', list(rule.for.map((who) => quote(sayAudience(who, language)))))
  if (rule.kind !== 'cap' && rule.actions.length > 0) text += line(actionKey(rule.kind), list(rule.actions.map((action) => actions[action])))
  if (rule.when?.trim()) text += line(conditionKey(rule.kind), quote(rule.when.trim()))
  if ((rule.kind === 'rule' || rule.kind === 'cap') && rule.fields.length > 0) {
    const entries = rule.fields.map((field) => `${field.class ? classes[field.class] : apiName(field.field ?? '', language)}: ${modes[field.mode]}`)
    text += line('fields', `{${entries.join(', ')}}`)
  }
  const days = [rule.from && `${keys.from}: ${rule.from}`, rule.until && `${keys.until}: ${rule.until}`].filter(Boolean)
  if (days.length > 0) text += line('valid', `{${days.join(', ')}}`)
  text += unknownLines(before, language)
  if (rule.because.trim()) text += line('because', quote(rule.because.trim()))
  return text
}

export function sayAudience({ kind, name }: Audience, language: RuleLanguage): string {
  const { audiences, unitKinds, of } = words[language]
  if (!name) return audiences[kind]
  return kind === 'head' ? `${audiences.head} ${of} ${unitKinds[name] ?? name}` : `${audiences[kind]} ${name}`
}

export function joinRules(texts: string[]): string {
  return texts.join('')
}

function apiName(name: string, language: RuleLanguage): string {
  return language === 'en' ? quote(name) : quote(`#${name}`)
}

function list(items: string[]): string {
  return `[${items.join(', ')}]`
}

/** A double-quoted scalar of YAML; JSON's escapes are among those it knows. */
function quote(text: string): string {
  return JSON.stringify(text)
}

function unknownLines(before: string, language: RuleLanguage): string {
  const known = new Set(Object.values(words[language].keys))
  return before
    .split('\n')
    .filter((text, index) => index > 0 && /^ {2}\S/.test(text) && !known.has(text.slice(2, text.indexOf(':'))))
    .map((text) => `${text}\n`)
    .join('')
}
