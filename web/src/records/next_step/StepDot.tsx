import { Tooltip } from '@mantine/core'
import type { RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { today } from '@/lib/dates'
import { useObject } from '@/schema/catalogue'
import { IconAlertTriangle, IconCalendarEvent, IconClock } from '@/ui/icons'
import { dueOf, stateOf } from './nextStep'
import styles from './StepDot.module.css'

const icons = { overdue: IconClock, today: IconClock, planned: IconCalendarEvent, none: IconAlertTriangle }

/** How the next step stands, by colour, by form and in words. */
export function StepDot({ step }: { step: RecordData | undefined }) {
  const { t, format } = useLocale()
  const task = useObject('task')
  const due = step && task ? dueOf(task, step) : null
  const state = stateOf(due, step !== undefined, today())
  const Icon = icons[state]
  const text = step ? t(`step.dot_${state as 'today'}`, { title: step.title, date: due ? format.dateWithWeekday(due) : t('step.no_date') }) : t('step.dot_none')
  return (
    <Tooltip label={text}>
      <span className={styles.dot} data-state={state}>
        <Icon size={14} stroke={2} aria-hidden />
        <span className="visually-hidden">{text}</span>
      </span>
    </Tooltip>
  )
}
