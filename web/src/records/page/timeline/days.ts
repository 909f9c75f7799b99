import type { ChangeEntry, TimelineEntry } from '@/api/timeline'
import { toDateText, type DateText } from '@/lib/dates'

/** Changes that follow each other are shown as one line until someone looks closer. */
export type Item = Exclude<TimelineEntry, ChangeEntry> | { kind: 'changes'; changes: ChangeEntry[] }

export interface Day {
  date: DateText
  items: Item[]
}

/** Entries of one day under one heading, in the reader's zone; the order stays. */
export function groupByDay(entries: TimelineEntry[]): Day[] {
  const days: Day[] = []
  for (const entry of entries) {
    const date = dateOf(entry.at)
    if (days.at(-1)?.date !== date) days.push({ date, items: [] })
    const { items } = days.at(-1)!
    const last = items.at(-1)
    if (entry.kind === 'record') items.push(entry)
    else if (last?.kind === 'changes') last.changes.push(entry)
    else items.push({ kind: 'changes', changes: [entry] })
  }
  return days
}

/** A date stays the day it names; an instant falls on the reader's day. */
function dateOf(at: string): DateText {
  return at.length === 10 ? at : toDateText(new Date(at))
}
