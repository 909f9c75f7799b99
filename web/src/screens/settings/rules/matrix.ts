// Who may do what with an object, as the rules say it: rows of people, columns of actions and classes of fields.
import type { Action, Audience, FieldClass, FieldMode, Mode, Rule } from '@/api/rules'
import { modes } from './words'

export type Verdict = 'yes' | 'sometimes' | 'never' | 'no'

export interface Cell<V> {
  verdict: V
  /** What makes it so: grants first, then walls and forbids. */
  rules: Rule[]
  /** Said of everybody, not of this row. */
  inherited: boolean
}

export interface Row {
  who: Audience
  actions: (action: Action) => Cell<Verdict>
  fields: (fieldClass: FieldClass) => Cell<Mode>
}

const order = ['all', 'staff', 'external', 'portal', 'head', 'role', 'team', 'organisation', 'key']
const ladder: Action[] = ['see', 'read', 'edit', 'delete']

export function rowsOf(rules: Rule[], object: string): Row[] {
  const concerned = rules.filter((rule) => rule.objects.length === 0 || rule.objects.includes(object))
  const audiences = new Map<string, Audience>()
  for (const who of concerned.flatMap((rule) => rule.for)) audiences.set(`${who.kind} ${who.name}`, who)
  const sorted = [...audiences.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name))
  return sorted.map((who) => {
    const mine = concerned.filter((rule) => rule.for.some((other) => isSame(other, who) || other.kind === 'all'))
    return { who, actions: (action) => actionCell(mine, who, action), fields: (fieldClass) => fieldCell(mine, who, fieldClass) }
  })
}

function actionCell(rules: Rule[], who: Audience, action: Action): Cell<Verdict> {
  const allows = rules.filter((rule) => rule.kind === 'rule' && grants(rule, action))
  const limits = rules.filter((rule) => rule.kind === 'limit' && (rule.actions.length === 0 || bites(rule, action)))
  const forbids = rules.filter((rule) => rule.kind === 'forbid' && bites(rule, action))
  const found = [...allows, ...limits, ...forbids]
  const inherited = found.length > 0 && found.every((rule) => !rule.for.some((other) => isSame(other, who)))
  return { verdict: verdictOf(allows, limits, forbids), rules: found, inherited }
}

function verdictOf(allows: Rule[], limits: Rule[], forbids: Rule[]): Verdict {
  if (forbids.some((rule) => isAlways(rule))) return 'never'
  if (allows.length === 0) return 'no'
  return allows.some(isAlways) && limits.length === 0 && forbids.length === 0 ? 'yes' : 'sometimes'
}

function fieldCell(rules: Rule[], who: Audience, fieldClass: FieldClass): Cell<Mode> {
  const shown = rules.filter((rule) => rule.kind === 'rule' && grants(rule, 'see'))
  const caps = rules.filter((rule) => rule.kind === 'cap' && rule.fields.some((field) => field.class === fieldClass))
  const most = Math.max(0, ...shown.map((rule) => modes.indexOf(modeOf(rule, fieldClass))))
  const capped = Math.min(most, ...caps.filter(isAlways).map((rule) => modes.indexOf(said(rule.fields, fieldClass) ?? 'edit')))
  const found = [...shown.filter((rule) => modeOf(rule, fieldClass) !== 'none'), ...caps]
  const inherited = found.length > 0 && found.every((rule) => !rule.for.some((other) => isSame(other, who)))
  return { verdict: modes[capped]!, rules: found, inherited }
}

/** What an allow shows of a class: what it says, else normal fields whole and personal ones masked. */
function modeOf(rule: Rule, fieldClass: FieldClass): Mode {
  const granted = grants(rule, 'edit') ? 'edit' : grants(rule, 'read') ? 'read' : 'mask'
  const wished = said(rule.fields, fieldClass) ?? (fieldClass === 'normal' ? granted : fieldClass === 'personal' ? 'mask' : 'none')
  return modes[Math.min(modes.indexOf(wished), modes.indexOf(granted))]!
}

function said(fields: FieldMode[], fieldClass: FieldClass): Mode | undefined {
  return fields.find((field) => field.class === fieldClass)?.mode
}

function isAlways(rule: Rule): boolean {
  return rule.when === null && rule.from === null && rule.until === null
}

/** To grant one of see, read, edit, delete grants those before it. */
function grants(rule: Rule, action: Action): boolean {
  return rule.actions.some((granted) => granted === action || (ladder.includes(action) && ladder.indexOf(granted) > ladder.indexOf(action)))
}

/** To take one away takes away those behind it. */
function bites(rule: Rule, action: Action): boolean {
  return rule.actions.some((named) => named === action || (ladder.includes(named) && ladder.indexOf(action) > ladder.indexOf(named)))
}

export function isSame(a: Audience, b: Audience): boolean {
  return a.kind === b.kind && a.name === b.name
}
