import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ObjectType, RecordData, Reference } from '@/api/types'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { addDays, today, weekday } from '@/lib/dates'
import { useObject } from '@/schema/catalogue'
import { IconAlertTriangle, IconCheck, IconClock, IconPlus } from '@/ui/icons'
import { assigneeField, doneValues } from '../tasks'
import { updateFields } from '../write'
import styles from './NextStepBar.module.css'
import { dueOf, stateOf, taskLink } from './nextStep'
import { PlanStep } from './PlanStep'
import { useNextSteps } from './useNextSteps'

/** What comes next for this record: its earliest open task, or the invitation to plan one. */
export function NextStepBar({ object, record, children }: { object: ObjectType; record: RecordData; children?: React.ReactNode }) {
  const task = useObject('task')
  const steps = useNextSteps(record.object, [record.id])
  const [planning, setPlanning] = useState(false)
  if (!task || !taskLink(task, object.name)) return children ? <div className={styles.bar}>{children}</div> : null
  const step = steps?.get(record.id)
  const state = steps === null ? 'waiting' : stateOf(step && dueOf(task, step), step !== undefined, today())
  // A task is linked to the record.
  const canPlan = task.can.create === true && record.can.link !== false
  const calm = state === 'none' && (isClosed(object, record) || !canPlan)
  return (
    <div className={styles.bar} data-state={planning || calm ? 'calm' : state}>
      {planning ? (
        <PlanStep task={task} object={object} record={record} onClose={() => setPlanning(false)} />
      ) : step ? (
        <Step task={task} step={step} onDone={() => setPlanning(canPlan && !isClosed(object, record))} />
      ) : (
        state === 'none' && <NoStep calm={calm} canPlan={canPlan} onPlan={() => setPlanning(true)} />
      )}
      {!planning && children}
    </div>
  )
}

function NoStep({ calm, canPlan, onPlan }: { calm: boolean; canPlan: boolean; onPlan(): void }) {
  const { t } = useLocale()
  return (
    <>
      <span className={styles.text}>
        {!calm && <IconAlertTriangle size={16} aria-hidden />}
        {t('step.none')}
      </span>
      {canPlan && (
        <Button variant="default" leftSection={<IconPlus size={14} />} onClick={onPlan}>
          {t('step.plan')}
        </Button>
      )}
    </>
  )
}

function Step({ task, step, onDone }: { task: ObjectType; step: RecordData; onDone(): void }) {
  const { t, format } = useLocale()
  const due = dueOf(task, step)
  const done = doneValues(task)
  const who = step.fields[assigneeField(task)] as Reference | null | undefined
  const now = today()
  const days = [
    { text: t('step.tomorrow'), date: addDays(now, 1) },
    { text: t('step.in_three_days'), date: addDays(now, 3) },
    { text: t('board.next_week'), date: addDays(now, 8 - weekday(now)) },
  ]
  async function finish(): Promise<void> {
    if (!done) return
    const written = await updateFields(step, done, undefined, t('step.finished', { title: step.title }))
    if (written) onDone()
  }
  const postpone = (date: string) => void updateFields(step, { [task.date_field ?? 'due']: date }, undefined, t('step.postponed', { title: step.title, date: format.dateWithWeekday(date) }))
  useCommands([
    { id: 'step-done', label: ({ t: translate }) => translate('step.done'), group: 'record', icon: IconCheck, shortcut: 'e', run: finish },
    { id: 'step-later', label: ({ t: translate }) => translate('step.snooze'), group: 'record', icon: IconClock, shortcut: 'h', run: () => postpone(addDays(now, 1)) },
  ])
  return (
    <>
      <span className={styles.text}>
        <span className={styles.name}>{t('step.next')}</span>
        <Link to="/d/$object/r/$id" params={{ object: 'task', id: step.id }} className={styles.title}>
          {step.title}
        </Link>
        <span className={styles.meta}>
          {due && (
            <time dateTime={due} className={styles.due}>
              {due < now && `${t('today.overdue')}: `}
              {format.dateWithWeekday(due)} ({format.week(due)})
            </time>
          )}
          {who?.title && <span>{who.title}</span>}
        </span>
      </span>
      {done && step.can.edit && (
        <Button variant="default" leftSection={<IconCheck size={14} />} onClick={() => void finish()}>
          {t('step.done')}
        </Button>
      )}
      {step.can.edit && task.date_field && (
        <Menu>
          <Menu.Target>
            <Button variant="default" leftSection={<IconClock size={14} />}>
              {t('step.snooze')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {days.map((day) => (
              <Menu.Item key={day.text} onClick={() => postpone(day.date)} rightSection={<span className="dim">{format.dateWithWeekday(day.date)}</span>}>
                {day.text}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

/** What is won or lost needs no next step. */
function isClosed(object: ObjectType, record: RecordData): boolean {
  return object.fields.some((field) => {
    const option = field.type === 'status' ? field.options?.find((candidate) => candidate.key === record.fields[field.name]) : undefined
    return option?.kind === 'won' || option?.kind === 'lost' || option?.kind === 'later'
  })
}
