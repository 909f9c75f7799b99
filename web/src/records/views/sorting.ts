/** 1 ascending, -1 descending, 0 not sorted by it. */
export type Direction = 1 | -1 | 0

export function sortDirection(sort: string[], path: string): Direction {
  return sort.includes(path) ? 1 : sort.includes(`-${path}`) ? -1 : 0
}

/** `keep`: the other paths stay, as the finer order. */
export function withSort(sort: string[], path: string, direction: Direction, keep: boolean): string[] {
  const others = keep ? sort.filter((entry) => entry !== path && entry !== `-${path}`).slice(0, 3) : []
  return direction === 0 ? others : [...others, direction === 1 ? path : `-${path}`]
}
