// A list is a row of sections: one without groups, else a heading and the records of each group.
import type { Group } from '@/api/types'
import type { Locale } from '@/i18n/locale'

export interface Section {
  group: Group | null
  filter: string
  count: number
  collapsed: boolean
}

export type Place = { kind: 'group'; section: number } | { kind: 'record'; section: number; index: number }

export interface Layout {
  rowCount: number
  locate(row: number): Place | null
  /** The row a record of a section stands in. */
  rowOf(section: number, index: number): number
}

export function layOut(sections: Section[]): Layout {
  const starts: number[] = []
  let rowCount = 0
  for (const section of sections) {
    starts.push(rowCount)
    rowCount += rowsOf(section)
  }
  return {
    rowCount,
    locate(row) {
      if (row < 0 || row >= rowCount) return null
      const section = lastAtMost(starts, row)
      const within = row - starts[section]!
      if (!sections[section]!.group) return { kind: 'record', section, index: within }
      return within === 0 ? { kind: 'group', section } : { kind: 'record', section, index: within - 1 }
    },
    rowOf: (section, index) => (starts[section] ?? 0) + index + (sections[section]?.group ? 1 : 0),
  }
}

export function groupName(group: Group, { t, label }: Locale): string {
  return (typeof group.label === 'string' ? group.label : label(group.label)) || t('table.no_value')
}

function rowsOf(section: Section): number {
  return (section.group ? 1 : 0) + (section.collapsed ? 0 : section.count)
}

/** Index of the last start that is not beyond `row`; empty sections share a start, the last of them holds the row. */
function lastAtMost(starts: number[], row: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= row) low = middle
    else high = middle - 1
  }
  return low
}
