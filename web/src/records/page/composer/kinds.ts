import type { Catalogue, Field, FieldValues, ObjectType, RecordData } from '@/api/types'
import { findObject } from '@/schema/catalogue'
import { canLink, linkedValues } from '../linkedValues'

export const kindNames = ['note', 'phone', 'email', 'task', 'meeting'] as const
export type KindName = (typeof kindNames)[number]

/** Something the composer can write down. */
export interface Kind {
  name: KindName
  target: ObjectType
  /** The field for "when" that is asked for; null where the moment of writing is meant. */
  when: Field | null
}

/** What can be written on the page of this object: interactions by kind, and tasks. */
export function composerKinds(catalogue: Catalogue, object: ObjectType): Kind[] {
  const offered = (name: string) => {
    const target = findObject(catalogue, name)
    return target?.can.create && canLink(target, object) ? target : undefined
  }
  const interaction = offered('interaction')
  const task = offered('task')
  const options = interaction?.fields.find((field) => field.name === 'kind')?.options ?? []
  return kindNames.flatMap((name): Kind[] => {
    if (name === 'task') return task ? [{ name, target: task, when: dateField(task) }] : []
    if (!interaction || !options.some((option) => option.key === name)) return []
    return [{ name, target: interaction, when: name === 'note' ? null : dateField(interaction) }]
  })
}

/** The first line becomes the title, the rest the text; what the page is about is linked. */
export function valuesOf(kind: Kind, object: ObjectType, record: RecordData, text: string, when: unknown): FieldValues {
  const { target } = kind
  const { title, rest } = splitTitle(text)
  const notes = target.fields.find((field) => field.type === 'long_text')
  return {
    ...linkedValues(target, object, record),
    [target.title_field]: title,
    ...(rest && notes ? { [notes.name]: rest } : {}),
    ...(kind.name === 'task' ? {} : { kind: kind.name }),
    ...(kind.when && when ? { [kind.when.name]: when } : {}),
  }
}

const longestTitle = 120

export function splitTitle(text: string): { title: string; rest: string } {
  const [first = '', ...others] = text.trim().split('\n')
  if (first.length <= longestTitle) return { title: first.trim(), rest: others.join('\n').trim() }
  const cut = first.lastIndexOf(' ', longestTitle - 1)
  return { title: `${first.slice(0, cut > 40 ? cut : longestTitle - 1)} …`, rest: text.trim() }
}

function dateField(object: ObjectType): Field | null {
  return object.fields.find((field) => field.name === object.date_field) ?? null
}
