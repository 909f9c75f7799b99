import type { ObjectType, Option } from '@/api/types'
import { allOf } from './filters/print'

/** The condition that a task is not done, as the task object of this workspace puts it; null when it has no such field. */
export function openFilter(task: ObjectType): string | null {
  const done = task.fields.find((field) => field.name === 'done' && field.type === 'checkbox')
  if (done) return 'done = false'
  const status = task.fields.find((field) => field.type === 'status' || field.name === 'status')
  return status ? `not (${status.name}.kind in ("won", "lost"))` : null
}

/** What to write so that the task is done. */
export function doneValues(task: ObjectType): Record<string, unknown> | null {
  if (task.fields.some((field) => field.name === 'done' && field.type === 'checkbox')) return { done: true }
  const status = task.fields.find((field) => field.type === 'status' || field.name === 'status')
  const closing = status?.options?.find((option: Option) => option.kind === 'won')
  return status && closing ? { [status.name]: closing.key } : null
}

/** The field that says whose task it is. */
export function assigneeField(task: ObjectType): string {
  return task.fields.some((field) => field.name === 'assignee') ? 'assignee' : 'owner'
}

/** My open tasks that are due today or overdue. */
export function dueFilter(task: ObjectType): string | null {
  const date = task.date_field
  const open = openFilter(task)
  return date && open ? allOf(open, `${assigneeField(task)} = me`, `${date} <= today()`) : null
}
