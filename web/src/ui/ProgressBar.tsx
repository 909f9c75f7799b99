import styles from './ProgressBar.module.css'

/** How far a long task has come; without `total` it only says that it goes on. */
export function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  const part = total > 0 ? Math.min(100, Math.round((done / total) * 100)) : undefined
  return (
    <div className={styles.bar} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={part}>
      <span className={styles.done} data-open={part === undefined || undefined} style={{ width: part === undefined ? undefined : `${part}%` }} />
    </div>
  )
}
