import { useDraggable, useDroppable } from '@dnd-kit/core'
import type { Organisation, Unit } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconGripVertical, IconPlus } from '@/ui/icons'
import styles from './organisation.module.css'
import { comingSeats, holdsNow, nameOf } from './useOrganisation'

interface Props {
  unit: Unit
  organisation: Organisation
  onOpen(): void
  onAdd(): void
}

export function UnitRow({ unit, organisation, onOpen, onAdd }: Props) {
  const t = useT()
  const { setNodeRef: setBody, listeners, isDragging, transform: shift } = useDraggable({ id: unit.id })
  const { setNodeRef: setPlace, isOver } = useDroppable({ id: unit.id })
  const seats = comingSeats(organisation, unit.id).filter((seat) => holdsNow(seat))
  const heads = seats.filter((seat) => seat.place === 'head').map((seat) => nameOf(organisation, seat.user))
  const transform = shift ? `translate(${shift.x}px, ${shift.y}px)` : undefined
  const facts = [t('organisation.level', { n: unit.depth }), t(`organisation.kind_${unit.kind}`), unit.external && t('organisation.external'), unit.closed && t('organisation.closed'), heads.length > 0 ? t('organisation.headed_by', { names: heads.join(', ') }) : t('organisation.no_head')]
  return (
    <li ref={setPlace} className={styles.unit} data-over={(isOver && !isDragging) || undefined} style={{ paddingInlineStart: `calc(${unit.depth - 1} * var(--tree-step) + 4px)` }}>
      <div ref={setBody} className={styles.unitBody} data-dragging={isDragging || undefined} style={{ transform }}>
        <span className={styles.grip} {...listeners} aria-hidden>
          <IconGripVertical size={16} />
        </span>
        <button type="button" className={styles.unitButton} onClick={onOpen}>
          <span className={styles.unitName}>{unit.name}</span>
          <span className="dim">{facts.filter(Boolean).join(' · ')}</span>
        </button>
        <span className="dim">{t('organisation.people_count', { n: seats.length })}</span>
        {!unit.closed && <IconButton icon={IconPlus} label={t('organisation.add_below', { unit: unit.name })} onClick={onAdd} />}
      </div>
    </li>
  )
}
