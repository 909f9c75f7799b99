import type { ReactNode } from 'react'
import type { IconComponent } from './icons'
import styles from './EmptyState.module.css'

interface Props {
  icon?: IconComponent
  /** One sentence that says why there is nothing. */
  text: string
  detail?: string
  /** One main action and at most one link. */
  children?: ReactNode
}

export function EmptyState({ icon: Icon, text, detail, children }: Props) {
  return (
    <div className={styles.empty}>
      {Icon && <Icon size={32} stroke={1.25} aria-hidden />}
      <p className={styles.text}>{text}</p>
      {detail && <p className="dim">{detail}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
