import type { Field, ObjectType, RecordData, Reference } from '@/api/types'
import type { DateText } from '@/lib/dates'
import { quote } from '../filters/literals'
import { allOf } from '../filters/print'
import { openFilter } from '../tasks'

/** How the earliest open task of a record stands. */
export type StepState = 'overdue' | 'today' | 'planned' | 'none'

/** The field by which a task belongs to one record of `object`. */
export function taskLink(task: ObjectType, object: string): Field | undefined {
  return task.fields.find((field) => field.relation?.target === object && field.relation.cardinality === 'one')
}

/** The open tasks of these records; null where tasks cannot belong to them. */
export function stepsFilter(task: ObjectType, object: string, ids: string[]): string | null {
  const link = taskLink(task, object)
  const open = openFilter(task)
  if (!link || !open || ids.length === 0) return null
  return allOf(open, ids.length === 1 ? `${link.name} = ${quote(ids[0]!)}` : `${link.name} in (${ids.map(quote).join(', ')})`)
}

export function dueOf(task: ObjectType, step: RecordData): DateText | null {
  const value = task.date_field ? step.fields[task.date_field] : null
  return typeof value === 'string' ? value.slice(0, 10) : null
}

export function stateOf(due: DateText | null | undefined, hasStep: boolean, today: DateText): StepState {
  if (!hasStep) return 'none'
  if (!due || due > today) return 'planned'
  return due < today ? 'overdue' : 'today'
}

/** The first task of each record. `steps` come ordered by due date; those without one are last. */
export function firstSteps(steps: RecordData[], link: string, dateField: string | null): Map<string, RecordData> {
  const dated = (step: RecordData) => dateField !== null && typeof step.fields[dateField] === 'string'
  const ordered = [...steps.filter(dated), ...steps.filter((step) => !dated(step))]
  const first = new Map<string, RecordData>()
  for (const step of ordered) {
    const owner = step.fields[link] as Reference | null | undefined
    if (owner?.id && !first.has(owner.id)) first.set(owner.id, step)
  }
  return first
}
