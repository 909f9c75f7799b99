import { useT } from '@/i18n/locale'
import { Delayed } from './Delayed'
import styles from './Placeholder.module.css'

/** Grey lines where content will stand. */
export function Placeholder({ lines = 6 }: { lines?: number }) {
  const t = useT()
  return (
    <Delayed>
      <div className={styles.lines} role="status" aria-label={t('common.loading')}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} className={styles.line} style={{ width: `${90 - ((index * 37) % 50)}%` }} />
        ))}
      </div>
    </Delayed>
  )
}
