import type { Catalogue, Field, ObjectType } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import { pathLabel, resolvePath, type ResolvedPath } from '@/schema/catalogue'
import { fieldClient } from '../fields/fieldClients'
import { periodOf } from '../fields/date/periods'
import { dateOfLiteral, instantOfLiteral, unquote } from './literals'
import type { Condition, FilterNode } from './model'
import { needsOperand, operatorOf, type OperatorName } from './operators'
import { stageKindLabel, stageKinds } from './stageKinds'
import { titleOf } from './titles'

/** The filter as a sentence: "Ort ist Köln und Kategorie ist A oder B". */
export function describeFilter(node: FilterNode, catalogue: Catalogue, object: ObjectType, locale: Locale): string {
  if (node.kind === 'raw') return node.text
  if (node.kind === 'condition') return describeCondition(node, catalogue, object, locale)
  const parts = node.children.map((child) => {
    const text = describeFilter(child, catalogue, object, locale)
    return child.kind === 'group' && child.children.length > 1 ? `(${text})` : text
  })
  return parts.join(` ${locale.t(node.all ? 'filter.and' : 'filter.or')} `)
}

export function describeCondition(condition: Condition, catalogue: Catalogue, object: ObjectType, locale: Locale): string {
  const found = conditionField(condition.path, catalogue, object)
  if (!found) return [condition.path, condition.comparison, ...condition.operands].join(' ')
  const operator = operatorOf(condition, found.operators)
  const name = pathLabel(found.resolved, locale.label)
  if (!operator) return [name, condition.comparison, ...condition.operands].join(' ')
  const value = needsOperand(operator) ? operandsText(condition, found.field, locale) : ''
  return `${name} ${locale.t(`operator.${operator}`)} ${value}`.trim()
}

/** The field a condition is about, and what can be asked of it. */
export function conditionField(path: string, catalogue: Catalogue, object: ObjectType) {
  const resolved = resolvePath(catalogue, object, path) ?? stageKind(path, catalogue, object)
  if (!resolved) return undefined
  const field: Field = resolved.part ? { ...resolved.field, type: resolved.part.type, label: resolved.part.label } : resolved.field
  const operators: OperatorName[] = fieldClient(field.type).operators
  return { resolved, field, operators }
}

/** `stage.kind`: whether the stage is open, won, lost. */
function stageKind(path: string, catalogue: Catalogue, object: ObjectType): ResolvedPath | undefined {
  const status = path.endsWith('.kind') ? resolvePath(catalogue, object, path.slice(0, -'.kind'.length)) : undefined
  if (status?.field.type !== 'status' || status.part) return undefined
  return { ...status, path, field: { ...status.field, type: 'select', options: stageKinds }, labels: [...status.labels, stageKindLabel] }
}

function operandsText(condition: Condition, field: Field, locale: Locale): string {
  const period = periodOf(condition.operands)
  if (condition.comparison === 'between' && period) return locale.t(`period.${period}`)
  const texts = condition.operands.map((operand) => operandText(operand, field, locale))
  if (condition.comparison === 'between') return texts.join(' – ')
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} ${locale.t('filter.or')} ${texts.at(-1)}` : (texts[0] ?? '…')
}

function operandText(operand: string, field: Field, locale: Locale): string {
  if (operand === 'me') return locale.t('filter.me')
  if (operand === 'today()') return locale.t('period.today')
  const date = dateOfLiteral(operand)
  if (date) return locale.format.date(date)
  const instant = instantOfLiteral(operand)
  if (instant) return locale.format.dateTime(instant)
  const text = unquote(operand)
  const option = field.options?.find((candidate) => candidate.key === text)
  if (option) return locale.label(option.label, text)
  const target = field.relation?.target ?? (field.type === 'user' ? 'user' : undefined)
  if (target) return titleOf(target, text) ?? text
  return /^-?\d+(\.\d+)?$/.test(operand) ? locale.format.number(operand) : text
}
