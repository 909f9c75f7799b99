// Whom a rule is about, as choices.
import type { Audience, AudienceKind } from '@/api/rules'
import { sayAudienceOf, type Speech } from './sentences'

export function valueOf({ kind, name }: Audience): string {
  return `${kind} ${name}`
}

export function audienceOf(value: string): Audience {
  const blank = value.indexOf(' ')
  return { kind: value.slice(0, blank) as AudienceKind, name: value.slice(blank + 1) }
}

/** Everybody there is, and whom the rule names already. */
export function peopleOptions(named: Audience[], speech: Speech): { value: string; label: string }[] {
  const of = (kind: AudienceKind, names: string[]) => names.map((name) => ({ kind, name }))
  const all: Audience[] = [
    ...of('all', ['']),
    ...of('staff', ['']),
    ...of('external', ['']),
    ...of('head', ['', 'company', 'division', 'group', 'seat']),
    ...of('role', speech.organisation?.roles.map((role) => role.name) ?? []),
    ...of('team', speech.organisation?.teams.map((team) => team.name) ?? []),
    ...of('organisation', speech.organisation?.units.filter((unit) => unit.kind === 'company').map((unit) => unit.name) ?? []),
    ...named,
  ]
  return [...new Map(all.map((who) => [valueOf(who), who])).values()].map((who) => ({ value: valueOf(who), label: sayAudienceOf(who, speech) }))
}
