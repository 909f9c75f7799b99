import styles from './OptionBadge.module.css'

/** An option of a select or status field: a dot for the eye, the word for everyone. */
export function OptionBadge({ colour, children, title }: { colour: string; children: string; title?: string }) {
  return (
    <span className={`${styles.badge} hue-${colour || 'grey'}`} title={title}>
      {children}
    </span>
  )
}
