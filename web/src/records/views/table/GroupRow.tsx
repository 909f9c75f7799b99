import { useLocale } from '@/i18n/locale'
import { IconChevronDown, IconChevronRight } from '@/ui/icons'
import { aggregateText } from '../aggregates'
import type { Column } from '../columns'
import { groupName, type Section } from '../sections'
import styles from './GroupRow.module.css'
import type { Grid } from './useGrid'

interface Props {
  row: number
  top: number
  section: Section
  isActive: boolean
  columns: Column[]
  onToggle(key: string): void
  onFocus: Grid['move']
}

/** The heading of a group: name, number of records, the figures of the footer for this group. */
export function GroupRow({ row, top, section, isActive, columns, onToggle, onFocus }: Props) {
  const locale = useLocale()
  const { format } = locale
  const group = section.group!
  const Icon = section.collapsed ? IconChevronRight : IconChevronDown
  const figures = Object.entries(group.aggregates ?? {}).map(([key, value]) => {
    const path = /\((.*)\)/.exec(key)?.[1]
    const column = columns.find((candidate) => candidate.path === path)
    return column ? `${locale.label(column.field.label)}: ${aggregateText(value, column.field, locale)}` : ''
  })
  return (
    <div className={styles.row} style={{ transform: `translateY(${top}px)` }} role="row" aria-rowindex={row + 2}>
      <div
        className={styles.cell}
        role="gridcell"
        aria-expanded={!section.collapsed}
        aria-colindex={1}
        aria-colspan={columns.length + 1}
        tabIndex={isActive ? 0 : -1}
        data-cell={`${row}/1`}
        onClick={() => {
          onFocus({ row, column: 1 })
          onToggle(String(group.key))
        }}
      >
        <Icon size={16} aria-hidden />
        <span>{groupName(group, locale)}</span>
        <span className={styles.count}>{format.number(group.count)}</span>
        <span className={styles.figures}>{figures.filter(Boolean).join(' · ')}</span>
      </div>
    </div>
  )
}
