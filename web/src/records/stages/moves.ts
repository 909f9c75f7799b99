import type { Field, FieldValues, ObjectType, Option, RecordData } from '@/api/types'
import { today } from '@/lib/dates'
import { isEditable } from '../fields/fieldClients'

/** The answer that a move asks for before it is written. */
export type Question = 'reason' | 'date' | null

/** Losing asks why, postponing asks until when, where the object has fields for the answers. */
export function questionOf(object: ObjectType, option: Option): Question {
  if (option.kind === 'lost' && lossField(object)) return 'reason'
  if (option.kind === 'later' && laterField(object)) return 'date'
  return null
}

export function lossField(object: ObjectType): Field | undefined {
  return object.fields.find((field) => field.name === 'loss_reason' && isEditable(field))
}

export function laterField(object: ObjectType): Field | undefined {
  return object.fields.find((field) => field.name === 'later_on' && field.type === 'date')
}

/** What to write so that the record is in `option`. The day of a close and the stage to come back to are kept with it. */
export function valuesOfMove(object: ObjectType, field: Field, record: RecordData, option: Option | null, answer: FieldValues = {}): FieldValues {
  const has = (name: string) => object.fields.some((candidate) => candidate.name === name && isEditable(candidate))
  const closes = option?.kind === 'won' || option?.kind === 'lost'
  const before = record.fields[field.name]
  return {
    [field.name]: option?.key ?? null,
    ...(closes && has('closed_at') ? { closed_at: today() } : {}),
    ...(option?.kind === 'later' && has('later_stage') && before ? { later_stage: before } : {}),
    ...answer,
  }
}
