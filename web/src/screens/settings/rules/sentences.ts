// Rules in plain words.
import type { Action, Audience, FieldMode, Rule } from '@/api/rules'
import type { Organisation } from '@/api/organisation'
import type { Catalogue } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import { findField, findObject } from '@/schema/catalogue'
import { modes } from './words'

export interface Speech {
  locale: Locale
  catalogue: Catalogue
  organisation: Organisation | undefined
}

/** What a rule says without its condition: "Alle im Haus dürfen Chancen sehen und lesen". */
function sentenceOf(rule: Rule, speech: Speech): string {
  const { t } = speech.locale
  const params = { who: sayPeople(rule.for, speech), objects: sayObjects(rule.objects, speech), actions: sayActions(rule.actions, speech), fields: sayFields(rule, speech) }
  if (rule.kind === 'rule') return t('rules.says_rule', params)
  if (rule.kind === 'forbid') return t('rules.says_forbid', params)
  if (rule.kind === 'masks') return t('rules.says_masks', params)
  if (rule.kind === 'cap') return t('rules.says_cap', params)
  return t(rule.actions.length > 0 ? 'rules.says_limit' : 'rules.says_limit_all', params)
}

/** The sentence as far as its condition, if it has one. */
export function beginningOf(rule: Rule, speech: Speech): string {
  const sentence = sentenceOf(rule, speech)
  if (!rule.when) return `${sentence}.`
  return speech.locale.t(rule.kind === 'cap' ? 'rules.unless' : 'rules.if', { sentence })
}

/** What else a rule says: fields, days, the reason. */
export function notesOf(rule: Rule, speech: Speech): string[] {
  const { t, format } = speech.locale
  const notes = []
  if (rule.kind === 'rule' && rule.fields.length > 0) notes.push(t('rules.says_fields', { fields: sayFields(rule, speech) }))
  if (rule.from && rule.until) notes.push(t('rules.valid_span', { from: format.date(rule.from), until: format.date(rule.until) }))
  else if (rule.from) notes.push(t('rules.valid_from', { from: format.date(rule.from) }))
  else if (rule.until) notes.push(t('rules.valid_until', { until: format.date(rule.until) }))
  if (rule.because) notes.push(t('rules.reason', { because: rule.because }))
  return notes
}

export function sayPeople(audience: Audience[], speech: Speech): string {
  return speech.locale.format.list(audience.map((who) => sayAudienceOf(who, speech)))
}

export function sayAudienceOf({ kind, name, said }: Audience, { locale: { t, language }, organisation }: Speech): string {
  if (kind === 'head') return name ? t(`rules.for_head_${name as 'company' | 'division' | 'group' | 'seat'}`) : t('rules.for_head')
  const role = kind === 'role' ? organisation?.roles.find((one) => one.name === name) : undefined
  return t(`rules.for_${kind}`, { name: role?.label[language] || said || name })
}

export function sayObjects(objects: string[], { locale: { t, label, format }, catalogue }: Speech): string {
  if (objects.length === 0) return t('rules.all_objects')
  return format.list(objects.map((name) => label(findObject(catalogue, name)?.plural, name)))
}

function sayActions(actions: Action[], { locale: { t, format } }: Speech): string {
  return format.list(actions.map((action) => t(`rules.action_${action}`)))
}

function sayFields({ fields, objects }: Pick<Rule, 'fields' | 'objects'>, speech: Speech): string {
  const { t, format } = speech.locale
  return format.list(fields.map((field) => t('rules.field_is', { field: sayField(field, objects, speech), mode: (modes as string[]).includes(field.mode) ? t(`rules.mode_${field.mode}`) : field.mode })))
}

export function sayField(field: FieldMode, objects: string[], { locale: { t, label }, catalogue }: Speech): string {
  if (field.class) return t(`rules.class_${field.class}`)
  const name = field.field ?? ''
  const found = (objects.length > 0 ? objects : catalogue.objects.map((object) => object.name)).flatMap((object) => {
    const type = findObject(catalogue, object)
    return (type && findField(type, name)) ?? []
  })
  return `„${label(found[0]?.label, name)}“`
}
