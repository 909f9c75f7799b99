import type { ChangeEntry, TimelineEntry } from '@/api/timeline'
import type { Catalogue, ObjectType } from '@/api/types'
import { findField, findObject } from '@/schema/catalogue'
import { toDateText, type DateText } from '@/lib/dates'

/** Changes that follow each other are shown as one line until someone looks closer. */
export type Item = Exclude<TimelineEntry, ChangeEntry> | { kind: 'changes'; changes: ChangeEntry[] }

export interface Day {
  date: DateText
  items: Item[]
}

/**
 * Entries as they are read: a task due on a day has no time of day, and that a call was linked is no news beside the call.
 */
export function readable(entries: TimelineEntry[], object: ObjectType, catalogue: Catalogue): TimelineEntry[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'change') return entry.action === 'update' && entry.fields.length > 0 && entry.fields.every((change) => isShown(change.field)) ? [] : entry
    const type = findObject(catalogue, entry.record.object)
    const dateField = type?.date_field ? findField(type, type.date_field) : undefined
    const date = dateField?.type === 'date' ? entry.record.fields[dateField.name] : null
    return typeof date === 'string' ? { ...entry, at: date } : entry
  })

  function isShown(field: string): boolean {
    const target = findField(object, field)?.relation?.target
    return target !== undefined && findObject(catalogue, target)?.timeline === true
  }
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
