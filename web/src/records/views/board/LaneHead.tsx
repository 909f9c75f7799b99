import type { BoardSum } from '@/api/board'
import { useLocale, type Locale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconAlertTriangle, IconChevronLeft, IconChevronRight } from '@/ui/icons'
import type { Lane } from './lanes'
import { isOverfull, type LaneLimit } from './limits'
import styles from './Lane.module.css'

interface Props {
  lane: Lane
  limit: LaneLimit | undefined
  name: string
  collapsed: boolean
  onToggle(): void
}

/** Name, number and value of a column; the weighted value is what the chance of success leaves of it. */
export function LaneHead({ lane, limit, name, collapsed, onToggle }: Props) {
  const locale = useLocale()
  const { t, format } = locale
  const sum = figures(lane.sums, locale)
  const probability = lane.column.probability
  const weighted = probability && probability < 100 ? figures(lane.column.weighted ?? {}, locale) : ''
  return (
    <header className={styles.head}>
      <h2 className={styles.name}>
        <span className={`${styles.dot} hue-${lane.column.colour ?? 'grey'}`} aria-hidden />
        <span className="ellipsis">{name}</span>
        <span className={styles.count}>
          {format.number(lane.count)}
          {limit?.most !== undefined && ` / ${format.number(limit.most)}`}
          <span className="visually-hidden">{t('board.records')}</span>
        </span>
        {isOverfull(lane.count, limit) && (
          <span className={styles.overfull} title={t('board.overfull', { n: limit!.most! })}>
            <IconAlertTriangle size={14} aria-hidden />
            <span className="visually-hidden">{t('board.overfull', { n: limit!.most! })}</span>
          </span>
        )}
      </h2>
      <IconButton
        icon={collapsed ? IconChevronRight : IconChevronLeft}
        label={t(collapsed ? 'board.expand' : 'board.collapse', { name })}
        aria-expanded={!collapsed}
        size={24}
        iconSize={16}
        className={styles.fold}
        onClick={onToggle}
      />
      {!collapsed && sum !== '' && (
        <p className={styles.sums}>
          <span>{sum}</span>
          {weighted && <span title={t('board.weighted_title', { percent: probability ?? 0 })}>{t('board.weighted', { sum: weighted })}</span>}
        </p>
      )}
    </header>
  )
}

function figures(sums: Record<string, BoardSum>, { format }: Locale): string {
  return Object.values(sums)
    .flatMap((sum) => (typeof sum === 'string' ? format.number(sum) : sum.map((money) => format.money(money, { compact: true }))))
    .join(' + ')
}
