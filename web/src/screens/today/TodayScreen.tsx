import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { queryRecords } from '@/api/records'
import type { ObjectType, Query, RecordData } from '@/api/types'
import { useLocale, useT } from '@/i18n/locale'
import { addDays, today, weekday } from '@/lib/dates'
import { Failure } from '@/records/Failure'
import { allOf } from '@/records/filters/print'
import { assigneeField, openFilter } from '@/records/tasks'
import { useObject } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { IconCircleCheck } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { TaskRow } from './TaskRow'
import styles from './TodayScreen.module.css'
import { WithoutNextStep } from './WithoutNextStep'

/** What is to be done now: my open tasks, overdue ones first. */
export function TodayScreen() {
  const { t, format } = useLocale()
  const task = useObject('task')
  const day = today()
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <PageTitle title={t('nav.today')} />
        <p className="dim">
          {format.dateWithWeekday(day)} · {format.week(day)}
        </p>
      </header>
      {task ? <Tasks task={task} /> : <NoTasks />}
      <WithoutNextStep />
    </div>
  )
}

function Tasks({ task }: { task: ObjectType }) {
  const { t, format } = useLocale()
  const day = today()
  const date = task.date_field ?? 'due'
  const endOfWeek = addDays(day, 7 - weekday(day))
  const filter = allOf(openFilter(task), `${assigneeField(task)} = me`, `${date} <= end_of(week)`)
  const query: Query = { filter, sort: [date], fields: fieldsFor(task), limit: 200 }
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('task', query),
    queryFn: ({ signal }) => queryRecords('task', query, signal),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder />
  const due = (record: RecordData) => String(record.fields[date] ?? '')
  const sections = [
    { key: 'overdue', title: t('today.overdue'), records: data.records.filter((record) => due(record) < day) },
    { key: 'today', title: t('nav.today'), records: data.records.filter((record) => due(record) === day) },
    { key: 'week', title: `${t('today.this_week')} (${format.week(day)})`, records: data.records.filter((record) => due(record) > day && due(record) <= endOfWeek) },
  ].filter((section) => section.records.length > 0)
  if (sections.length === 0) {
    return (
      <EmptyState icon={IconCircleCheck} text={t('today.all_done')}>
        <Link to="/d/$object" params={{ object: 'task' }} search={{}}>
          {t('today.all_tasks')}
        </Link>
      </EmptyState>
    )
  }
  return sections.map((section) => (
    <section key={section.key} className={styles.section} data-kind={section.key} aria-labelledby={`today-${section.key}`}>
      <h2 id={`today-${section.key}`} className={styles.heading}>
        {section.title} <span className={styles.count}>{format.number(section.records.length)}</span>
      </h2>
      <ul>
        {section.records.map((record) => (
          <TaskRow key={record.id} task={task} record={record} overdue={section.key === 'overdue'} />
        ))}
      </ul>
    </section>
  ))
}

function fieldsFor(task: ObjectType): string[] {
  const wanted = [task.title_field, task.date_field ?? 'due', 'done', 'priority', 'person', 'company', 'deal']
  return wanted.filter((name) => task.fields.some((field) => field.name === name))
}

function NoTasks() {
  const t = useT()
  return (
    <EmptyState text={t('today.no_tasks')}>
      <Link to="/settings/$section" params={{ section: 'kits' }}>
        {t('today.install_tasks')}
      </Link>
    </EmptyState>
  )
}
