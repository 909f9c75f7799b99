import type { Condition, FilterNode, Group } from './model'
import { isComplete } from './operators'

/** Canonical expression text; "" for a filter that lets everything pass. */
export function printFilter(filter: FilterNode): string {
  return print(filter, false)
}

/** Joins texts that all must hold. */
export function allOf(...texts: (string | null | undefined)[]): string {
  const parts = texts.filter((text): text is string => Boolean(text?.trim()))
  return parts.length < 2 ? (parts[0] ?? '') : parts.map((text) => (/\bor\b/.test(text) ? `(${text})` : text)).join(' and ')
}

function print(node: FilterNode, nested: boolean): string {
  if (node.kind === 'raw') return nested ? `(${node.text})` : node.text
  return node.kind === 'condition' ? printCondition(node, nested) : printGroup(node, nested)
}

function printGroup(group: Group, nested: boolean): string {
  const shown = group.children.filter(saysSomething)
  if (shown.length === 1) return print(shown[0]!, nested)
  const text = shown.map((child) => print(child, true)).join(group.all ? ' and ' : ' or ')
  return nested && shown.length > 1 ? `(${text})` : text
}

function saysSomething(node: FilterNode): boolean {
  if (node.kind === 'condition') return isComplete(node)
  return node.kind === 'raw' ? node.text.trim() !== '' : node.children.some(saysSomething)
}

function printCondition(condition: Condition, nested: boolean): string {
  const { path, comparison, negated, operands } = condition
  if (comparison === 'is empty') return `${path} is ${negated ? 'not ' : ''}empty`
  if (comparison === 'between') {
    const text = `${path} >= ${operands[0]} and ${path} <= ${operands[1]}`
    return negated ? `not (${text})` : nested ? `(${text})` : text
  }
  const one = comparison === 'in' && operands.length === 1
  const right = comparison === 'in' && !one ? `(${operands.join(', ')})` : (operands[0] ?? '""')
  const text = `${path} ${one ? '=' : comparison} ${right}`
  return negated ? `not (${text})` : text
}
