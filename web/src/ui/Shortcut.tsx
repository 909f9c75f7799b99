import styles from './Shortcut.module.css'

export function Shortcut({ parts }: { parts: string[] }) {
  return (
    <span className={styles.keys} aria-hidden>
      {parts.map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  )
}
