import type { BoardQuery } from '@/api/board'
import type { Field, ObjectType, Option } from '@/api/types'
import { quote } from '../../filters/literals'
import { allOf } from '../../filters/print'
import type { ViewState } from '../viewState'
import type { LaneLimits } from './limits'

/** What a board shows: which field makes the columns, what stands on a card, what is summed. */
export interface BoardPlan {
  field: Field
  /** The pipelines to choose from; empty when the field has none. */
  pipelines: Option[]
  pipeline: string | null
  cardFields: string[]
  sums: string[]
  collapsed: string[]
  limits: LaneLimits
}

const cardsAtFirst = 20
export const cardFieldsAtMost = 4

/** Fields that can make columns, the most fitting first. */
export function columnFields(object: ObjectType): Field[] {
  const fields = object.fields.filter((field) => (field.type === 'status' || field.type === 'select') && (field.options?.length ?? 0) > 0)
  return fields.toSorted((a, b) => Number(b.type === 'status') - Number(a.type === 'status'))
}

/** Null when the object has no field that could make columns. */
export function planBoard(object: ObjectType, state: ViewState): BoardPlan | null {
  const saved = state.settings.board ?? {}
  const offered = columnFields(object)
  const field = offered.find((candidate) => candidate.name === saved.field) ?? offered[0]
  if (!field) return null
  const pipelines = choices(object.fields.find((candidate) => candidate.name === field.pipeline_field))
  const pipeline = pipelines.find((option) => option.key === saved.pipeline) ?? pipelines[0]
  return {
    field,
    pipelines,
    pipeline: pipeline?.key ?? null,
    cardFields: (saved.fields ?? object.key_fields.filter((name) => name !== field.name)).slice(0, cardFieldsAtMost),
    sums: saved.sums ?? field.tally ?? [],
    collapsed: saved.collapsed ?? [],
    limits: saved.limits ?? {},
  }
}

/** The options that make the columns of this pipeline. */
export function lanesOf({ field, pipeline }: BoardPlan): Option[] {
  return (field.options ?? []).filter((option) => !pipeline || !option.pipeline || option.pipeline === pipeline)
}

export function boardQuery(object: ObjectType, plan: BoardPlan, state: ViewState): BoardQuery {
  const watched = Object.values(plan.limits).some((limit) => limit.days !== undefined) ? ['changed_at'] : []
  const owner = object.fields.some((field) => field.name === 'owner') ? ['owner'] : []
  return {
    field: plan.field.name,
    ...(plan.pipeline ? { pipeline: plan.pipeline } : {}),
    filter: state.filter,
    ...(state.search ? { search: state.search } : {}),
    fields: [...new Set([object.title_field, plan.field.name, ...plan.cardFields, ...plan.sums, ...owner, ...watched])],
    sort: state.sort.length > 0 ? state.sort : ['-changed_at'],
    sums: plan.sums,
    limit: cardsAtFirst,
  }
}

/** What all cards of the board have in common. */
export function pipelineFilter({ field, pipeline }: BoardPlan, filter: string): string {
  return allOf(filter, pipeline && field.pipeline_field ? `${field.pipeline_field} = ${quote(pipeline)}` : null)
}

/** What the cards of one column have in common. */
export function laneFilter(plan: BoardPlan, filter: string, key: string | null): string {
  const { field } = plan
  return allOf(pipelineFilter(plan, filter), key === null ? `${field.name} is empty` : `${field.name} = ${quote(key)}`)
}

function choices(field: Field | undefined): Option[] {
  return (field?.options ?? []).filter((option) => !option.archived)
}
