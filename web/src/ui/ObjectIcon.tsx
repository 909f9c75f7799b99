import { IconTable } from './icons'
import { objectIcons } from './objectIcons'
import styles from './ObjectIcon.module.css'

/** The icon of a database in its colour. */
export function ObjectIcon({ icon, colour, size = 18 }: { icon: string; colour: string; size?: number }) {
  const Icon = objectIcons[icon] ?? IconTable
  return (
    <span className={`${styles.icon} hue-${colour}`} aria-hidden>
      <Icon size={size} stroke={1.75} />
    </span>
  )
}
