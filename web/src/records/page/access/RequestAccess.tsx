import { Button, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { requestAccess } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { showToast } from '@/ui/toast'
import styles from './access.module.css'

interface Props {
  object: string
  id: string
  action: 'read' | 'edit'
  onClose(): void
}

/** Asks whoever may share a record; says nothing of whether there is one. */
export function RequestAccess({ object, id, action, onClose }: Props) {
  const locale = useLocale()
  const { t } = locale
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setError('')
    try {
      await requestAccess({ object, id, action, reason })
      onClose()
      showToast({ kind: 'success', text: t('access.requested'), detail: t('access.requested_detail') })
    } catch (failure) {
      setError(errorText(failure, locale))
    }
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(action === 'edit' ? 'access.request_edit' : 'access.request')}
      footer={
        <Button type="submit" form="request-access">
          {t('access.request_send')}
        </Button>
      }
    >
      <form id="request-access" className={styles.stack} onSubmit={(event) => void handleSubmit(event)}>
        <p>{t('access.request_text')}</p>
        <Textarea label={t('access.request_reason')} value={reason} maxLength={250} autosize minRows={2} data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
        {error && (
          <p className={styles.problem} role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  )
}
