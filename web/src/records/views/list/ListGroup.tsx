import { useLocale } from '@/i18n/locale'
import { IconChevronDown, IconChevronRight } from '@/ui/icons'
import { groupName, type Section } from '../sections'
import styles from './ListRow.module.css'

interface Props {
  row: number
  count: number
  top: number
  section: Section
  onToggle(key: string): void
}

/** The heading of a group; opens and closes it. */
export function ListGroup({ row, count, top, section, onToggle }: Props) {
  const locale = useLocale()
  const group = section.group!
  const Icon = section.collapsed ? IconChevronRight : IconChevronDown
  return (
    <li className={styles.row} style={{ transform: `translateY(${top}px)` }} aria-setsize={count} aria-posinset={row + 1}>
      <button type="button" className={`bare ${styles.button} ${styles.group}`} aria-expanded={!section.collapsed} onClick={() => onToggle(String(group.key))}>
        <Icon size={16} aria-hidden />
        <span className="ellipsis">{groupName(group, locale)}</span>
        <span className={styles.number}>{locale.format.number(group.count)}</span>
      </button>
    </li>
  )
}
