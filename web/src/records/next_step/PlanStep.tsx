import { Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { newIdempotencyKey } from '@/api/client'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { addDays, today, weekday } from '@/lib/dates'
import { errorText } from '@/schema/errors'
import { IconButton } from '@/ui/IconButton'
import { IconX } from '@/ui/icons'
import { FieldInput } from '../fields/FieldInput'
import { Unparsed } from '../fields/fieldClient'
import { linkedValues } from '../page/linkedValues'
import { createWithFields } from '../write'
import styles from './NextStepBar.module.css'

interface Props {
  task: ObjectType
  object: ObjectType
  record: RecordData
  onClose(): void
}

/** What is to be done next, and when. */
export function PlanStep({ task, object, record, onClose }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const now = today()
  const choices = [
    { text: t('nav.today'), date: now },
    { text: t('step.tomorrow'), date: addDays(now, 1) },
    { text: t('board.next_week'), date: addDays(now, 8 - weekday(now)) },
  ]
  const [title, setTitle] = useState('')
  const [due, setDue] = useState<unknown>(choices[1]!.date)
  const [picked, setPicked] = useState(0)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const attempt = useRef(newIdempotencyKey())
  const dateField = task.fields.find((field) => field.name === task.date_field)

  async function save(): Promise<void> {
    if (title.trim() === '' || busy) return
    if (due instanceof Unparsed) return setError(t('value.unreadable', { text: due.text }))
    setBusy(true)
    try {
      const values = { ...linkedValues(task, object, record), [task.title_field]: title.trim(), ...(dateField ? { [dateField.name]: due } : {}) }
      await createWithFields('task', values, attempt.current)
      onClose()
    } catch (failure) {
      attempt.current = newIdempotencyKey()
      setError(errorText(failure, locale))
      setBusy(false)
    }
  }

  return (
    <form
      className={styles.plan}
      aria-label={t('step.plan')}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextInput className={styles.what} aria-label={t('step.what')} placeholder={t('step.what')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} autoFocus error={error || undefined} maxLength={200} />
      {dateField && (
        <span className={styles.date}>
          <FieldInput key={picked} field={dateField} value={due instanceof Unparsed ? null : due} onChange={setDue} mode="form" label={label(dateField.label)} />
        </span>
      )}
      <span className={styles.choices}>
        {choices.map((choice, index) => (
          <Button
            key={choice.date}
            type="button"
            variant={due === choice.date ? 'light' : 'subtle'}
            size="compact-sm"
            onClick={() => {
              setDue(choice.date)
              setPicked(picked + index + 1)
            }}
          >
            {choice.text}
          </Button>
        ))}
      </span>
      <Button type="submit" loading={busy}>
        {t('common.save')}
      </Button>
      <IconButton type="button" icon={IconX} label={t('common.cancel')} size={28} onClick={onClose} />
    </form>
  )
}
