// Why somebody may do something with a record, or may not, as one sentence.
import type { Action, ConditionPart, Explanation, Reason } from '@/api/rules'
import type { Locale } from '@/i18n/locale'

/** What single comparisons mean to the reader; the first that fits. They come in either language. */
const meanings = [
  ['escalated', /(erreicht|reached)$/],
  ['yours', /^(Verantwortlich|owner) = (ich|me)$/],
  ['shared', /(mit mir geteilt|shared with me)/],
  ['reports', /(meine\.unterstellten|my\.reports)/],
  ['headed', /(meine\.geleiteten|my\.headed)/],
  ['territory', /(meine\.gebiete|my\.territories)/],
  ['unit', /(mein\.bereich|meine\.einheiten|my\.units?)/],
  ['company', /(meine\.organisation|my\.organisation)/],
  ['deputy', /(meine\.vertretungen|my\.deputies)/],
  ['nobodys', /^(Verantwortlich ist leer|owner is empty)$/],
] as const

type Meaning = (typeof meanings)[number][0]

export function sentenceOf({ allowed, reasons }: Explanation, action: Action, { t, format }: Pick<Locale, 't' | 'format'>): string {
  const verb = t(`rules.action_${action}`)
  if (!allowed) {
    const against = reasons.find((reason) => reason.decides && (reason.kind === 'limit' || reason.kind === 'forbid'))
    return against ? t('access.not_because', { action: verb, rule: against.rule, because: against.because || t(`rules.kind_${against.kind}`) }) : t('access.not_allowed', { action: verb })
  }
  const reason = reasons.find((one) => one.decides && one.kind === 'rule') ?? reasons.find((one) => one.holds && one.kind === 'rule')
  if (!reason) return t('access.you_may', { action: verb })
  if (reason.rule.startsWith('#')) return t('access.because', { action: verb, why: t('access.why_shared') })
  const found = meaningsOf(reason)
  if (found.length > 0) return t('access.because', { action: verb, why: format.list(found.map((meaning) => t(`access.why_${meaning}`))) })
  return t('access.because_of', { action: verb, because: reason.because || reason.rule })
}

/** What of the condition holds, in words; nothing where there are none for it. */
export function meaningsOf(reason: Reason): Meaning[] {
  const found = leaves(reason.condition)
    .filter((part) => part.holds)
    .flatMap((part) => meanings.find(([, pattern]) => pattern.test(part.text))?.[0] ?? [])
  return [...new Set(found)]
}

function leaves(part: ConditionPart | null | undefined): ConditionPart[] {
  if (!part) return []
  return part.parts ? part.parts.flatMap(leaves) : [part]
}
