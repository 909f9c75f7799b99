// The words of rules in both languages, as the server reads them (docs/dev/access.md).
import type { Action, AudienceKind, FieldClass, Mode, RuleKind, RuleLanguage } from '@/api/rules'

export type Key = RuleKind | 'applies_to' | 'for' | 'may' | 'may_never' | 'at' | 'when' | 'only_when' | 'unless' | 'fields' | 'valid' | 'from' | 'until' | 'because'

interface Words {
  keys: Record<Key, string>
  actions: Record<Action, string>
  modes: Record<Mode, string>
  classes: Record<FieldClass, string>
  audiences: Record<AudienceKind, string>
  unitKinds: Record<string, string>
  of: string
  /** Words of conditions: about the reader, and between things. */
  mine: string[]
  operators: string[]
}

export const words: Record<RuleLanguage, Words> = {
  en: {
    keys: { rule: 'rule', limit: 'limit', forbid: 'forbid', cap: 'cap', applies_to: 'applies_to', for: 'for', may: 'may', may_never: 'may never', at: 'at', when: 'when', only_when: 'only when', unless: 'unless', masks: 'masks', fields: 'fields', valid: 'valid', from: 'from', until: 'until', because: 'because' },
    actions: { see: 'see', read: 'read', edit: 'edit', delete: 'delete', create: 'create', assign: 'assign', link: 'link', share: 'share', export: 'export', count: 'count' },
    modes: { none: 'none', mask: 'mask', read: 'read', edit: 'edit' },
    classes: { normal: 'normal', personal: 'personal', special: 'special', internal: 'internal', secret: 'secret' },
    audiences: { all: 'all', staff: 'staff', external: 'external', portal: 'portal', head: 'head', role: 'role', team: 'team', organisation: 'organisation', key: 'key' },
    unitKinds: { company: 'company', division: 'division', group: 'group', seat: 'seat' },
    of: 'of',
    mine: ['me', 'my.unit', 'my.units', 'my.headed', 'my.reports', 'my.teams', 'my.territories', 'my.organisation', 'my.deputies'],
    operators: ['and', 'or', 'not', 'is empty', 'is not empty', 'in', 'not in', 'contains', 'begins with', 'ends with', 'below', 'above', 'at most', 'levels', 'reached', 'older than', 'within', 'exists', 'with', 'shared with me', 'true', 'false'],
  },
  de: {
    keys: { rule: 'regel', limit: 'grenze', forbid: 'verbot', cap: 'deckel', applies_to: 'auf', for: 'für', may: 'darf', may_never: 'darf nie', at: 'bei', when: 'wenn', only_when: 'nur wenn', unless: 'außer wenn', masks: 'masken', fields: 'felder', valid: 'gültig', from: 'von', until: 'bis', because: 'grund' },
    actions: { see: 'sehen', read: 'lesen', edit: 'ändern', delete: 'löschen', create: 'anlegen', assign: 'zuweisen', link: 'verknüpfen', share: 'teilen', export: 'exportieren', count: 'zählen' },
    modes: { none: 'nein', mask: 'maske', read: 'lesen', edit: 'ändern' },
    classes: { normal: 'normal', personal: 'personenbezogen', special: 'besonders', internal: 'intern', secret: 'geheim' },
    audiences: { all: 'alle', staff: 'intern', external: 'extern', portal: 'portal', head: 'leitung', role: 'rolle', team: 'team', organisation: 'organisation', key: 'schlüssel' },
    unitKinds: { company: 'firma', division: 'bereich', group: 'gruppe', seat: 'stelle' },
    of: 'von',
    mine: ['ich', 'mein.bereich', 'meine.einheiten', 'meine.geleiteten', 'meine.unterstellten', 'meine.teams', 'meine.gebiete', 'meine.organisation', 'meine.vertretungen'],
    operators: ['und', 'oder', 'nicht', 'ist leer', 'ist nicht leer', 'in', 'nicht in', 'enthält', 'beginnt mit', 'endet mit', 'unter', 'über', 'höchstens', 'Stufen', 'erreicht', 'älter als', 'innerhalb von', 'es gibt', 'mit', 'mit mir geteilt', 'wahr', 'falsch'],
  },
}

export const ruleKinds: RuleKind[] = ['rule', 'limit', 'forbid', 'cap']
export const actions: Action[] = ['see', 'read', 'edit', 'delete', 'create', 'assign', 'link', 'share', 'export', 'count']
export const modes: Mode[] = ['none', 'mask', 'read', 'edit']
/** What rules can show; secrets are never shown by one. */
export const fieldClasses: Exclude<FieldClass, 'secret'>[] = ['normal', 'personal', 'special', 'internal']

/** The key under which a rule of a kind names actions, and the one for its condition. */
/** Kinds that a form can change; how masks look is said as text. */
export const isForm = (kind: RuleKind): boolean => kind !== 'masks'

export const actionKey = (kind: RuleKind): Key => (kind === 'limit' ? 'at' : kind === 'forbid' ? 'may_never' : 'may')
export const conditionKey = (kind: RuleKind): Key => (kind === 'limit' ? 'only_when' : kind === 'cap' ? 'unless' : 'when')
