// Literals of the expression language (docs/dev/expressions.md).

export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

export function unquote(literal: string): string {
  return literal.startsWith('"') ? literal.slice(1, -1).replace(/\\(["\\])/g, '$1') : literal
}

export function dateLiteral(date: string): string {
  return `date "${date}"`
}

export function dateOfLiteral(literal: string): string | null {
  return /^date "(\d{4}-\d{2}-\d{2})"$/.exec(literal)?.[1] ?? null
}

export function instantOfLiteral(literal: string): string | null {
  return /^instant "([^"]+)"$/.exec(literal)?.[1] ?? null
}
