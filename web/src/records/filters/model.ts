// A filter as people build it: conditions in nested groups. What this shape cannot hold stays as text.

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'begins with' | 'ends with' | 'in' | 'is empty' | 'between'

export interface Condition {
  kind: 'condition'
  path: string
  comparison: Comparison
  negated: boolean
  /** Right-hand sides as canonical text: `"a"`, `12.5`, `date "2026-11-24"`, `today() + 7 days`, `me`. */
  operands: string[]
}

export interface Group {
  kind: 'group'
  /** True: every child must hold; false: one is enough. */
  all: boolean
  children: FilterNode[]
}

export interface Raw {
  kind: 'raw'
  text: string
}

export type FilterNode = Condition | Group | Raw

export const emptyFilter: Group = { kind: 'group', all: true, children: [] }
