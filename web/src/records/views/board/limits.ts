import type { RecordData } from '@/api/types'
import { daysBetween, toDateText, type DateText } from '@/lib/dates'

/** What is too much for a column: more cards than `most`, or a card that nobody has changed for `days`. */
export interface LaneLimit {
  most?: number
  days?: number
}

export type LaneLimits = Record<string, LaneLimit>

export function isOverfull(count: number, limit: LaneLimit | undefined): boolean {
  return limit?.most !== undefined && count > limit.most
}

/** For how many days a card has been left alone, if that is too long for its column; null otherwise. */
export function daysUntouched(record: RecordData, limit: LaneLimit | undefined, today: DateText): number | null {
  const changed = record.fields.changed_at
  if (limit?.days === undefined || typeof changed !== 'string') return null
  const days = daysBetween(toDateText(new Date(changed)), today)
  return days >= limit.days ? days : null
}

/** With one figure of one column changed; what is empty is left out. */
export function withLimit(limits: LaneLimits, lane: string, part: LaneLimit): LaneLimits {
  const { most, days } = { ...limits[lane], ...part }
  const changed: LaneLimit = { ...(most ? { most } : {}), ...(days ? { days } : {}) }
  const { [lane]: _, ...others } = limits
  return most || days ? { ...others, [lane]: changed } : others
}
