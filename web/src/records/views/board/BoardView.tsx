import { useCallback, useMemo, useState } from 'react'
import type { RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import { useCatalogue } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import { useNextSteps } from '../../next_step/useNextSteps'
import { useMove } from '../../stages/useMove'
import { visibleColumns } from '../columns'
import { NoRecords } from '../NoRecords'
import { useCount } from '../useCount'
import type { ViewProps } from '../viewProps'
import { BoardBar } from './BoardBar'
import { BoardSettings } from './BoardSettings'
import styles from './BoardView.module.css'
import { DraggedCard } from './Card'
import { BoardDnd } from './dnd'
import { LaneColumn } from './LaneColumn'
import { isZone, zonesOf, type Lane } from './lanes'
import type { Move } from './moveTargets'
import { planBoard, type BoardPlan } from './plan'
import { useBoard } from './useBoard'
import { Zones } from './Zones'
import { countZoneUse, knowsZones } from './zoneUse'

/** Records as cards in columns, one column for each stage or option. */
export default function BoardView(props: ViewProps) {
  const { t, label } = useLocale()
  const plan = useMemo(() => planBoard(props.object, props.state), [props.object, props.state])
  if (!plan) return <EmptyState text={t('board.no_field', { name: label(props.object.plural) })} />
  return <Board {...props} plan={plan} />
}

function Board({ object, state, onChange, onPeek, plan }: ViewProps & { plan: BoardPlan }) {
  const { t, label } = useLocale()
  const phone = usePhone()
  const catalogue = useCatalogue()
  const board = useBoard(object, plan, state)
  const { data: total } = useCount(object.name, {})
  const { move, dialog } = useMove(object, plan.field)
  const [dragged, setDragged] = useState<string | null>(null)
  const [showZones, setShowZones] = useState(() => !knowsZones())
  const columns = useMemo(() => visibleColumns(catalogue, object, { columns: plan.cardFields.map((path) => ({ path })) }), [catalogue, object, plan])
  const { lanes } = board
  const shown = useMemo(() => lanes?.filter((lane) => !isZone(lane.column)) ?? [], [lanes])
  const zones = useMemo(() => zonesOf(lanes ?? []), [lanes])
  const nameOf = useCallback((lane: Lane) => (lane.column.key === null ? t('table.no_value') : label(lane.column.label, lane.column.key)), [t, label])
  const moves: Move[] = useMemo(
    () => [...shown, ...zones].map((lane) => ({ id: lane.id, name: nameOf(lane), kind: lane.column.kind ?? 'none', colour: lane.column.colour })),
    [shown, zones, nameOf],
  )
  const names = useMemo(() => new Map(moves.map((target) => [target.id, target.name])), [moves])
  const records = useMemo(() => new Map(lanes?.flatMap((lane) => lane.cards.map((card): [string, RecordData] => [card.id, card]))), [lanes])
  const steps = useNextSteps(object.name, useMemo(() => shown.flatMap((lane) => lane.cards.map((card) => card.id)), [shown]))

  const handleMove = useCallback(
    (record: RecordData, target: string) => move(record, plan.field.options?.find((option) => option.key === target) ?? null),
    [move, plan],
  )
  const { onChange: changeView, settings } = { onChange, settings: state.settings }
  const setBoard = useCallback((part: object) => changeView({ settings: { ...settings, board: { ...settings.board, ...part } } }), [changeView, settings])
  const handleToggle = useCallback(
    ({ id }: Lane) => setBoard({ collapsed: plan.collapsed.includes(id) ? plan.collapsed.filter((other) => other !== id) : [...plan.collapsed, id] }),
    [setBoard, plan],
  )

  function handleDrop(id: string, target: string): void {
    const record = records.get(id)
    if (!record) return
    if (zones.some((zone) => zone.id === target)) {
      countZoneUse()
      setShowZones(!knowsZones())
    }
    if (record.can.edit) handleMove(record, target)
  }

  if (board.error && !lanes) return <Failure error={board.error} onRetry={board.retry} />
  if (!lanes) return <Placeholder lines={10} />
  const isEmpty = lanes.every((lane) => lane.count === 0) && (state.search !== '' || state.filter !== '' || total?.value === 0)
  const held = dragged === null ? undefined : records.get(dragged)
  return (
    <div className={styles.board} aria-busy={board.isChanging} data-dragging={dragged !== null || undefined}>
      <BoardBar object={object} plan={plan} onChange={setBoard} />
      {isEmpty && <NoRecords object={object} state={state} onChange={onChange} />}
      <BoardDnd
        targets={moves}
        nameOf={(id) => records.get(id)?.title ?? ''}
        onDragging={setDragged}
        onDrop={handleDrop}
        overlay={held && <DraggedCard record={held} columns={columns} step={steps === null ? null : steps.get(held.id)} untouched={null} />}
      >
        <div className={styles.lanes} tabIndex={-1}>
          {shown.map((lane) => (
            <LaneColumn
              key={lane.id}
              lane={lane}
              limit={plan.limits[lane.id]}
              name={names.get(lane.id) ?? lane.id}
              columns={columns}
              moves={moves}
              steps={steps}
              collapsed={!phone && plan.collapsed.includes(lane.id)}
              onToggle={handleToggle}
              onOpen={onPeek}
              onMove={handleMove}
              onMore={board.loadMore}
            />
          ))}
          {plan.pipelines.length < 2 && <BoardSettings object={object} plan={plan} onChange={setBoard} />}
        </div>
        <Zones zones={zones} names={names} always={phone || showZones} dragging={dragged !== null} />
      </BoardDnd>
      {dialog}
    </div>
  )
}
