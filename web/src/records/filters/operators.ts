import type { Comparison, Condition } from './model'

/** How a person says it; each is one comparison of the language, possibly denied. */
export type OperatorName =
  | 'is' | 'is_not' | 'contains' | 'not_contains' | 'begins_with' | 'ends_with'
  | 'equals' | 'differs' | 'less' | 'at_most' | 'more' | 'at_least'
  | 'on' | 'before' | 'after' | 'from' | 'until' | 'in_period'
  | 'one_of' | 'none_of' | 'is_me' | 'is_not_me' | 'is_true' | 'is_false' | 'is_empty' | 'not_empty'

interface Operator {
  comparison: Comparison
  negated: boolean
  /** Fixed operands; otherwise the person gives them. */
  operands?: string[]
}

const operators: Record<OperatorName, Operator> = {
  is: { comparison: '=', negated: false },
  is_not: { comparison: '=', negated: true },
  contains: { comparison: 'contains', negated: false },
  not_contains: { comparison: 'contains', negated: true },
  begins_with: { comparison: 'begins with', negated: false },
  ends_with: { comparison: 'ends with', negated: false },
  equals: { comparison: '=', negated: false },
  differs: { comparison: '=', negated: true },
  less: { comparison: '<', negated: false },
  at_most: { comparison: '<=', negated: false },
  more: { comparison: '>', negated: false },
  at_least: { comparison: '>=', negated: false },
  on: { comparison: '=', negated: false },
  before: { comparison: '<', negated: false },
  after: { comparison: '>', negated: false },
  from: { comparison: '>=', negated: false },
  until: { comparison: '<=', negated: false },
  in_period: { comparison: 'between', negated: false },
  one_of: { comparison: 'in', negated: false },
  none_of: { comparison: 'in', negated: true },
  is_me: { comparison: '=', negated: false, operands: ['me'] },
  is_not_me: { comparison: '=', negated: true, operands: ['me'] },
  is_true: { comparison: '=', negated: false, operands: ['true'] },
  is_false: { comparison: '=', negated: false, operands: ['false'] },
  is_empty: { comparison: 'is empty', negated: false, operands: [] },
  not_empty: { comparison: 'is empty', negated: true, operands: [] },
}

export const textOperators: OperatorName[] = ['contains', 'not_contains', 'is', 'is_not', 'begins_with', 'ends_with', 'is_empty', 'not_empty']
export const orderOperators: OperatorName[] = ['equals', 'differs', 'more', 'at_least', 'less', 'at_most', 'is_empty', 'not_empty']

export function needsOperand(name: OperatorName): boolean {
  return operators[name].operands === undefined
}

/** Which of the field's operators a condition uses; undefined when none says it. */
export function operatorOf(condition: Condition, offered: OperatorName[]): OperatorName | undefined {
  const sameOperands = (operator: Operator) =>
    operator.operands === undefined || operator.operands.join() === condition.operands.join()
  // A single "=" on options and records is shown as "one of".
  const comparison = condition.comparison === '=' && offered.includes('one_of') ? ['=', 'in'] : [condition.comparison]
  return offered.find((name) => {
    const operator = operators[name]
    return comparison.includes(operator.comparison) && operator.negated === condition.negated && sameOperands(operator)
  })
}

export function conditionFor(path: string, name: OperatorName, operands: string[]): Condition {
  const operator = operators[name]
  return { kind: 'condition', path, comparison: operator.comparison, negated: operator.negated, operands: operator.operands ?? operands }
}

/** A condition without what it needs says nothing yet and is left out of the filter. */
export function isComplete(condition: Condition): boolean {
  if (condition.comparison === 'is empty') return true
  if (condition.comparison === 'between') return condition.operands.length === 2
  return condition.operands.length > 0 && condition.operands.every((operand) => operand !== '' && operand !== '""')
}
