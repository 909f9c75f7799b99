import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { FieldValues, ObjectType, Option, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { addDays, addMonths, today, weekday } from '@/lib/dates'
import { Dialog } from '@/ui/Dialog'
import { choosableOptions } from '../fields/select/options'
import styles from './MoveDialog.module.css'
import { laterField, lossField, questionOf } from './moves'

const Calendar = lazy(() => import('../fields/date/Calendar'))

interface Props {
  object: ObjectType
  record: RecordData
  option: Option
  onAnswer(answer: FieldValues): void
  onClose(): void
}

/** One question on the way to "lost" or "later"; one click answers it. */
export default function MoveDialog({ object, record, option, onAnswer, onClose }: Props) {
  const { t } = useLocale()
  const question = questionOf(object, option)
  const title = question === 'reason' ? t('board.lost_title', { title: record.title }) : t('board.later_title', { title: record.title })
  return (
    <Dialog opened onClose={onClose} title={title} size={420}>
      {question === 'reason' ? <Reasons object={object} onAnswer={onAnswer} /> : <Dates object={object} onAnswer={onAnswer} />}
    </Dialog>
  )
}

type AnswerProps = Pick<Props, 'object' | 'onAnswer'>

function Reasons({ object, onAnswer }: AnswerProps) {
  const { t, label } = useLocale()
  const field = lossField(object)!
  return (
    <div className="stack">
      <p className="dim">{label(field.label)}</p>
      <ul className={styles.choices}>
        {choosableOptions(field, null).map((reason, index) => (
          <li key={reason.key}>
            <Button variant="default" size="sm" fullWidth justify="flex-start" data-autofocus={index === 0 || undefined} onClick={() => onAnswer({ [field.name]: reason.key })}>
              {label(reason.label, reason.key)}
            </Button>
          </li>
        ))}
      </ul>
      {!field.required && (
        <Button variant="subtle" color="gray" c="var(--text-2)" onClick={() => onAnswer({})}>
          {t('board.without_reason')}
        </Button>
      )}
    </div>
  )
}

function Dates({ object, onAnswer }: AnswerProps) {
  const { t, format } = useLocale()
  const field = laterField(object)!
  const now = today()
  const choices = [
    { text: t('board.next_week'), date: addDays(now, 8 - weekday(now)) },
    { text: t('board.in_a_month'), date: addMonths(now, 1) },
    { text: t('board.in_three_months'), date: addMonths(now, 3) },
    { text: t('board.in_half_a_year'), date: addMonths(now, 6) },
  ]
  return (
    <div className="stack">
      <p className="dim">{t('board.later_text')}</p>
      <ul className={styles.choices}>
        {choices.map((choice, index) => (
          <li key={choice.date}>
            <Button
              variant="default"
              size="sm"
              fullWidth
              justify="space-between"
              data-autofocus={index === 0 || undefined}
              rightSection={<span className={styles.date}>{format.dateWithWeekday(choice.date)}</span>}
              onClick={() => onAnswer({ [field.name]: choice.date })}
            >
              {choice.text}
            </Button>
          </li>
        ))}
      </ul>
      <Suspense>
        <div className={styles.calendar}>
          <Calendar value={null} onPick={(date) => onAnswer({ [field.name]: date })} />
        </div>
      </Suspense>
    </div>
  )
}
