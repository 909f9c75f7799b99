import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { takeApprovalStep, type ApprovalStep } from '@/api/notices'
import { queryClient } from '@/api/queryClient'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { IconArrowBackUp, IconCheck } from '@/ui/icons'
import { showToast } from '@/ui/toast'

interface Props {
  object: string
  id: string
  title: string
  may: ApprovalStep[]
}

const maxReason = 500

/** What somebody may do about an approval. Each step asks for a reason; to return one needs it. */
export function ApprovalButtons({ object, id, title, may }: Props) {
  const { t } = useLocale()
  const [step, setStep] = useState<ApprovalStep | null>(null)
  return (
    <>
      {may.map((one) => (
        <Button
          key={one}
          variant={one === 'approve' || one === 'request' ? 'filled' : 'default'}
          leftSection={one === 'approve' ? <IconCheck size={16} aria-hidden /> : one === 'return' ? <IconArrowBackUp size={16} aria-hidden /> : undefined}
          aria-label={t(`approval.${one}_of`, { title: title || '–' })}
          onClick={() => setStep(one)}
        >
          {t(`approval.${one}`)}
        </Button>
      ))}
      {step && <StepDialog object={object} id={id} title={title} step={step} onClose={() => setStep(null)} />}
    </>
  )
}

function StepDialog({ object, id, title, step, onClose }: Omit<Props, 'may'> & { step: ApprovalStep; onClose(): void }) {
  const locale = useLocale()
  const { t } = locale
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const needed = step === 'return'

  async function handleSubmit(event: React.FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await takeApprovalStep(object, id, step, reason.trim())
      showToast({ kind: 'success', text: t(`approval.${step}_done`, { title: title || '–' }) })
      onClose()
    } catch (error) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(error, locale) })
      setBusy(false)
    }
    await Promise.all([queryClient.invalidateQueries({ queryKey: ['record', object, id] }), queryClient.invalidateQueries({ queryKey: ['lists', object] })])
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(`approval.${step}_of`, { title: title || '–' })}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form="approval-step" loading={busy} disabled={needed && reason.trim() === ''}>
            {t(`approval.${step}`)}
          </Button>
        </>
      }
    >
      <form id="approval-step" onSubmit={(event) => void handleSubmit(event)}>
        <Textarea
          label={t('approval.reason')}
          description={t(needed ? 'approval.reason_needed' : 'approval.reason_optional')}
          value={reason}
          maxLength={maxReason}
          required={needed}
          data-autofocus
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
