// Tab-separated text as spreadsheets put it on the clipboard (quotes around cells with tabs or line breaks).

export function toTsv(rows: string[][]): string {
  return rows.map((row) => row.map(quoteCell).join('\t')).join('\n')
}

export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!
    if (quoted && char === '"' && source[i + 1] === '"') {
      cell += '"'
      i++
    } else if (char === '"' && (quoted || cell === '')) {
      quoted = !quoted
    } else if (!quoted && (char === '\t' || char === '\n')) {
      rows.at(-1)!.push(cell)
      cell = ''
      if (char === '\n') rows.push([])
    } else {
      cell += char
    }
  }
  rows.at(-1)!.push(cell)
  return rows
}

function quoteCell(cell: string): string {
  return /["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
