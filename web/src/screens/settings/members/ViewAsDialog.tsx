import { Button, NumberInput, Textarea } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import { useState, type FormEvent } from 'react'
import type { Member } from '@/api/members'
import { beginViewing } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import styles from './members.module.css'

const usualMinutes = 30
const mostMinutes = 60

/** Seeing what somebody sees: what both see, or in an emergency all of it, with a reason. */
export function ViewAsDialog({ member, emergency, onClose }: { member: Member; emergency: boolean; onClose(): void }) {
  const locale = useLocale()
  const { t } = locale
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState(usualMinutes)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError('')
    try {
      await beginViewing(member.id, emergency ? { reason, minutes } : undefined)
      // Everything that is shown was read by somebody else: begin anew.
      location.assign('/today')
    } catch (failure) {
      setError(errorText(failure, locale))
      setBusy(false)
    }
  }

  return (
    <Dialog opened onClose={onClose} title={t(emergency ? 'viewing.emergency_as' : 'viewing.as', { name: member.name })}>
      <form className={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <p>{t(emergency ? 'viewing.emergency_text' : 'viewing.text')}</p>
        {emergency && (
          <>
            <Textarea label={t('viewing.reason')} description={t('viewing.reason_hint')} value={reason} autosize minRows={2} required withAsterisk={false} data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
            <NumberInput label={t('viewing.minutes')} min={1} max={mostMinutes} value={minutes} allowDecimal={false} hideControls onChange={(next) => setMinutes(Number(next) || usualMinutes)} w={160} />
          </>
        )}
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <div>
          <Button type="submit" size="sm" loading={busy} color={emergency ? 'red.9' : undefined}>
            {t(emergency ? 'viewing.begin_emergency' : 'viewing.begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
