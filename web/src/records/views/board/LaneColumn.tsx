import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { today } from '@/lib/dates'
import type { Column } from '../columns'
import { Card } from './Card'
import { useDropTarget } from './dnd'
import styles from './Lane.module.css'
import { LaneHead } from './LaneHead'
import { daysUntouched, isOverfull, type LaneLimit } from './limits'
import type { Lane } from './lanes'
import type { Move } from './moveTargets'

interface Props {
  lane: Lane
  limit: LaneLimit | undefined
  name: string
  columns: Column[]
  moves: Move[]
  steps: ReadonlyMap<string, RecordData> | null
  collapsed: boolean
  onToggle(lane: Lane): void
  onOpen(id: string): void
  onMove(record: RecordData, target: string): void
  onMore(lane: Lane): void
}

/** One column of the board. Only the cards in sight are drawn. */
export const LaneColumn = memo(function LaneColumn(props: Props) {
  const { lane, limit, name, collapsed, onToggle } = props
  const { target } = useDropTarget(lane.id)
  return (
    <section {...target} className={styles.lane} data-collapsed={collapsed || undefined} data-lane={lane.id} data-overfull={isOverfull(lane.count, limit) || undefined} aria-label={name}>
      <LaneHead lane={lane} limit={limit} name={name} collapsed={collapsed} onToggle={() => onToggle(lane)} />
      {!collapsed && <Cards {...props} />}
    </section>
  )
})

const cardHeight = 108

function Cards({ lane, limit, name, columns, moves, steps, onOpen, onMove, onMore }: Props) {
  const { t, format } = useLocale()
  const scroller = useRef<HTMLDivElement>(null)
  const { cards } = lane
  const now = today()
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is used in this component only
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    getItemKey: (index) => cards[index]!.id,
    overscan: 6,
    useFlushSync: false,
  })
  const rows = virtual.getVirtualItems()
  const rest = lane.count - cards.length
  const atEnd = rest > 0 && (rows.at(-1)?.index ?? 0) >= cards.length - 1 && cards.length > 0
  const scrolled = (virtual.scrollOffset ?? 0) > 0
  useEffect(() => {
    if (atEnd && scrolled) onMore(lane)
  }, [atEnd, scrolled, lane, onMore])
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.cards} style={{ height: virtual.getTotalSize() }} aria-label={name}>
        {rows.map((row) => {
          const record = cards[row.index]!
          return (
            <li key={row.key} ref={virtual.measureElement} data-index={row.index} className={styles.slot} style={{ transform: `translateY(${row.start}px)` }} aria-setsize={lane.count} aria-posinset={row.index + 1}>
              <Card record={record} columns={columns} moves={moves} step={steps === null ? null : steps.get(record.id)} untouched={daysUntouched(record, limit, now)} onOpen={onOpen} onMove={onMove} />
            </li>
          )
        })}
      </ul>
      {rest > 0 && (
        <Button variant="subtle" size="compact-sm" fullWidth onClick={() => onMore(lane)}>
          {t('board.more', { n: format.number(rest) })}
        </Button>
      )}
      {lane.count === 0 && <p className={styles.empty}>{t('board.empty')}</p>}
    </div>
  )
}
