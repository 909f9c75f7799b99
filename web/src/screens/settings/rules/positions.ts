/** Where a byte of the text's UTF-8 form lies in the text. */
export function indexOfByte(text: string, byte: number): number {
  let seen = 0
  for (let index = 0; index < text.length; ) {
    if (seen >= byte) return index
    const code = text.codePointAt(index)!
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    index += code > 0xffff ? 2 : 1
  }
  return text.length
}

/** The word at a place, or at least one letter of its line. */
export function wordAt(text: string, index: number): [number, number] {
  const rest = /^[\p{L}\p{N}_.#]+|^[^\n]/u.exec(text.slice(index))?.[0] ?? ''
  if (rest) return [index, index + rest.length]
  const start = Math.max(0, text.lastIndexOf('\n', index - 1) + 1)
  return [Math.min(start, Math.max(0, index - 1)), index]
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
