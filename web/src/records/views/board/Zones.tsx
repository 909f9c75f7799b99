import { useLocale } from '@/i18n/locale'
import { useDropTarget } from './dnd'
import type { Lane } from './lanes'
import { zoneIcons } from './moveTargets'
import styles from './Zones.module.css'

interface Props {
  zones: Lane[]
  names: ReadonlyMap<string, string>
  /** Without it the zones come up from the lower edge while a card is dragged. */
  always: boolean
  dragging: boolean
}

/** Where cards leave the board: won, lost, later. */
export function Zones({ zones, names, always, dragging }: Props) {
  const { t } = useLocale()
  if (zones.length === 0 || (!always && !dragging)) return null
  return (
    <div className={styles.zones} data-floating={!always || undefined} data-dragging={dragging || undefined} role="group" aria-label={t('board.zones')}>
      {zones.map((zone) => (
        <Zone key={zone.id} zone={zone} name={names.get(zone.id) ?? zone.id} />
      ))}
    </div>
  )
}

function Zone({ zone, name }: { zone: Lane; name: string }) {
  const { format } = useLocale()
  const { target } = useDropTarget(zone.id)
  const kind = zone.column.kind ?? 'won'
  const Icon = zoneIcons[kind]
  return (
    <div {...target} className={styles.zone} data-kind={kind}>
      <span className={styles.name}>
        {Icon && <Icon size={16} stroke={1.75} aria-hidden />}
        {name}
      </span>
      <span className={styles.count}>{format.number(zone.count)}</span>
    </div>
  )
}
