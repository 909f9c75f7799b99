import { Checkbox, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { addDays, today, weekday } from '@/lib/dates'
import { doneValues } from '@/records/tasks'
import { updateFields } from '@/records/write'
import { IconButton } from '@/ui/IconButton'
import { IconClock } from '@/ui/icons'
import styles from './TaskRow.module.css'

interface Props {
  task: ObjectType
  record: RecordData
  overdue: boolean
}

/** A task with its two most frequent verbs: done and later. `E` and `H` do the same by keyboard. */
export function TaskRow({ task, record, overdue }: Props) {
  const { t, format } = useLocale()
  const date = task.date_field ?? 'due'
  const due = record.fields[date] as string | null
  const done = doneValues(task)
  const now = today()
  const later = [
    { text: t('period.tomorrow'), date: addDays(now, 1) },
    { text: t('today.in_three_days'), date: addDays(now, 3) },
    { text: t('period.next_week'), date: addDays(now, 8 - weekday(now)) },
  ]
  const about = ['person', 'company', 'deal'].flatMap((name) => {
    const reference = record.fields[name] as Reference | null | undefined
    return reference?.id ? [{ object: name, ...reference }] : []
  })

  const finish = () => done && void updateFields(record, done)
  const postpone = (to: string) => void updateFields(record, { [date]: to })

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'e') finish()
    else if (event.key === 'h') postpone(addDays(now, 1))
    else return
    event.preventDefault()
  }

  return (
    <li className={styles.row} onKeyDown={handleKeyDown}>
      {done && <Checkbox size="sm" checked={record.fields.done === true} disabled={!record.can.edit} onChange={finish} aria-label={t('today.finish', { title: record.title })} />}
      <div className={styles.text}>
        <Link to="/d/$object/r/$id" params={{ object: 'task', id: record.id }} className={styles.title}>
          {record.title || '–'}
        </Link>
        {about.length > 0 && (
          <span className={styles.abouts}>
            {about.map((reference) => (
              <Link key={reference.object} to="/d/$object/r/$id" params={{ object: reference.object, id: reference.id }} className={styles.about}>
                {reference.title}
              </Link>
            ))}
          </span>
        )}
      </div>
      {due && (
        <time className={styles.due} data-overdue={overdue || undefined} dateTime={due}>
          {format.dateWithWeekday(due)}
        </time>
      )}
      <Menu>
        <Menu.Target>
          <IconButton icon={IconClock} label={t('today.postpone', { title: record.title })} disabled={!record.can.edit} />
        </Menu.Target>
        <Menu.Dropdown>
          {later.map((option) => (
            <Menu.Item key={option.text} onClick={() => postpone(option.date)} rightSection={<span className="dim">{format.dateWithWeekday(option.date)}</span>}>
              {option.text}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
