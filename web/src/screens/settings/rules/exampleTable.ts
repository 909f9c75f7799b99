/** The promises of a table of examples: its lines "- [who, ask, record, answer]". */
export function promisesOf(table: string): string[][] {
  return [...table.matchAll(/^\s*-\s*\[(.*)\]\s*$/gm)].map((line) => line[1]!.split(',').map((part) => part.trim().replace(/^"|"$/g, ''))).filter((parts) => parts.length === 4)
}
