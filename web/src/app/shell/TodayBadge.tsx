import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { countRecords } from '@/api/records'
import { useLocale } from '@/i18n/locale'
import { dueFilter } from '@/records/tasks'
import { useObject } from '@/schema/catalogue'
import styles from './TodayBadge.module.css'

/** How many tasks of mine are due or overdue. */
export function TodayBadge() {
  const { t, format } = useLocale()
  const task = useObject('task')
  const filter = task ? dueFilter(task) : null
  const { data } = useQuery({
    queryKey: keys.count('task', { filter }),
    queryFn: ({ signal }) => countRecords('task', { filter }, false, signal),
    enabled: filter !== null,
  })
  if (!data?.value) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden>{format.number(data.value)}</span>
      <span className="visually-hidden">{t('today.due_count', { n: data.value })}</span>
    </span>
  )
}
