import type { Comparison, Condition, FilterNode } from './model'

interface Token {
  kind: 'name' | 'text' | 'number' | 'symbol'
  text: string
  start: number
  end: number
}

const pattern = /\s*(?:("(?:[^"\\]|\\.)*")|(\[[^\]]*\]|[A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?)|(<=|>=|!=|[-+*/=<>(),.]))/y

class Unreadable extends Error {}

/** Reads canonical text into conditions and groups; what is more than that stays as text, exactly as it was. */
export function parseFilter(text: string): FilterNode {
  if (text.trim() === '') return { kind: 'group', all: true, children: [] }
  try {
    const tokens = tokenize(text)
    const reader = new Reader(text, tokens)
    const node = reader.readOr()
    if (!reader.atEnd()) throw new Unreadable()
    return node
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'raw', text: text.trim() }
    throw error
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  const end = text.trimEnd().length
  while (pattern.lastIndex < end) {
    const match = pattern.exec(text)
    if (!match) throw new Unreadable()
    const kind = match[1] ? 'text' : match[2] ? 'name' : match[3] ? 'number' : 'symbol'
    const value = match[1] ?? match[2] ?? match[3] ?? match[4]!
    tokens.push({ kind, text: value, start: pattern.lastIndex - value.length, end: pattern.lastIndex })
  }
  return tokens
}

const comparisons = new Set(['=', '!=', '<', '<=', '>', '>='])
const boundaries = new Set(['and', 'or', ')', ','])
const questions = new Set(['is', 'in', 'contains', 'begins', 'ends', 'below', 'above', 'reached', 'older', 'within', 'exists', 'not'])

class Reader {
  private at = 0
  private readonly source: string
  private readonly tokens: Token[]

  constructor(source: string, tokens: Token[]) {
    this.source = source
    this.tokens = tokens
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length
  }

  readOr(): FilterNode {
    return this.readChain('or', () => this.readAnd())
  }

  private readAnd(): FilterNode {
    const node = this.readChain('and', () => this.readNot())
    return asBetween(node) ?? node
  }

  private readChain(word: 'and' | 'or', readPart: () => FilterNode): FilterNode {
    const children = [readPart()]
    while (this.take(word)) children.push(readPart())
    return children.length === 1 ? children[0]! : { kind: 'group', all: word === 'and', children }
  }

  private readNot(): FilterNode {
    const start = this.at
    if (!this.take('not')) return this.readPart()
    const inner = this.readPart()
    if (inner.kind === 'condition' && !inner.negated) return { ...inner, negated: true }
    return { kind: 'raw', text: this.slice(start, this.at) }
  }

  private readPart(): FilterNode {
    if (this.peek() === '(') {
      const before = this.at
      this.at++
      const inner = this.readOr()
      if (this.take(')') && (this.atEnd() || boundaries.has(this.peek()!))) return inner
      this.at = before
    }
    return this.readCondition()
  }

  private readCondition(): FilterNode {
    const start = this.at
    const path = this.readPath()
    const condition = path && this.readComparison(path)
    if (condition && (this.atEnd() || boundaries.has(this.peek()!))) return condition
    this.at = start
    return this.readRaw()
  }

  private readPath(): string | null {
    let path = ''
    while (this.tokens[this.at]?.kind === 'name') {
      path += this.tokens[this.at++]!.text
      if (this.peek() !== '.') return path
      path += '.'
      this.at++
    }
    return null
  }

  private readComparison(path: string): Condition | null {
    const make = (comparison: Comparison, operands: string[], negated = false): Condition => ({ kind: 'condition', path, comparison, negated, operands })
    if (this.take('is')) {
      const negated = this.take('not')
      return this.take('empty') ? make('is empty', [], negated) : null
    }
    const negated = this.take('not')
    if (this.take('in')) return this.readList((operands) => make('in', operands, negated))
    for (const word of ['begins', 'ends'] as const) {
      if (this.take(word)) return this.take('with') ? this.readSingle((operand) => make(`${word} with`, [operand], negated)) : null
    }
    if (this.take('contains')) return this.readSingle((operand) => make('contains', [operand], negated))
    const symbol = this.peek()
    if (negated || !symbol || !comparisons.has(symbol)) return null
    this.at++
    return this.readSingle((operand) => make(symbol as Comparison, [operand]))
  }

  private readList(make: (operands: string[]) => Condition): Condition | null {
    if (!this.take('(')) return null
    const operands: string[] = []
    do {
      const operand = this.readOperand()
      if (operand === null) return null
      operands.push(operand)
    } while (this.take(','))
    return this.take(')') ? make(operands) : null
  }

  private readSingle(make: (operand: string) => Condition): Condition | null {
    const operand = this.readOperand()
    return operand === null ? null : make(operand)
  }

  /** Everything up to the next boundary outside parentheses, as it is written. */
  private readOperand(): string | null {
    const start = this.at
    let depth = 0
    while (!this.atEnd()) {
      const text = this.peek()!
      if (depth === 0 && boundaries.has(text)) break
      if (this.tokens[this.at]!.kind !== 'text' && (comparisons.has(text) || questions.has(text))) return null
      if (text === '(') depth++
      if (text === ')') depth--
      this.at++
    }
    return this.at > start ? this.slice(start, this.at) : null
  }

  private readRaw(): FilterNode {
    const start = this.at
    let depth = 0
    while (!this.atEnd()) {
      const text = this.peek()!
      if (depth === 0 && boundaries.has(text)) break
      if (text === '(') depth++
      if (text === ')') depth--
      this.at++
    }
    if (this.at === start) throw new Unreadable()
    return { kind: 'raw', text: this.slice(start, this.at) }
  }

  private peek(): string | undefined {
    return this.tokens[this.at]?.text
  }

  private take(text: string): boolean {
    if (this.peek() !== text || this.tokens[this.at]!.kind === 'text') return false
    this.at++
    return true
  }

  private slice(from: number, to: number): string {
    return this.source.slice(this.tokens[from]!.start, this.tokens[to - 1]!.end)
  }
}

/** `due >= a and due <= b`, alone or in parentheses, is one condition for people. */
function asBetween(node: FilterNode): Condition | null {
  if (node.kind !== 'group' || !node.all || node.children.length !== 2) return null
  const [from, to] = node.children
  if (from?.kind !== 'condition' || to?.kind !== 'condition' || from.path !== to.path) return null
  if (from.comparison !== '>=' || to.comparison !== '<=' || from.negated || to.negated) return null
  return { ...from, comparison: 'between', operands: [from.operands[0]!, to.operands[0]!] }
}
