import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { previewRules, saveRules, type Preview, type RulesWish } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { IconAlertTriangle, IconCircleCheck } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { AffectedPerson } from './AffectedPerson'
import styles from './rules.module.css'

interface Props {
  wish: RulesWish
  onClose(): void
  onSaved(): Promise<void>
}

/** Who gains and loses what, before it is so. What puts the rules in force bears the number. */
export function PreviewDialog({ wish, onClose, onSaved }: Props) {
  const locale = useLocale()
  const { t, language } = locale
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const { data, error, refetch } = useQuery({ queryKey: keys.preview(language, wish.text, wish.unit), queryFn: ({ signal }) => previewRules(wish.text, wish.unit, signal), retry: false, gcTime: 0, staleTime: 0 })

  async function handleSave(preview: Preview): Promise<void> {
    setBusy(true)
    setRefused('')
    try {
      await saveRules({ ...wish, ...(preview.confirm !== null && { confirm: preview.confirm }) })
      await onSaved()
    } catch (failure) {
      setRefused(errorText(failure, locale))
    } finally {
      setBusy(false)
    }
  }

  const label = data && data.gained + data.lost > 0 ? t('rules.save_with', { gained: data.gained, lost: data.lost }) : t('rules.save')
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('rules.preview')}
      size={720}
      scrolled
      footer={
        data && (
          <Button loading={busy} color={data.lost > 0 ? 'red.9' : undefined} onClick={() => void handleSave(data)}>
            {label}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && (
          <div aria-busy>
            <p className="dim">{t('rules.computing')}</p>
            <Placeholder lines={5} />
          </div>
        )}
        {refused && (
          <p className={styles.problem} role="alert">
            <IconAlertTriangle size={16} aria-hidden />
            {refused}
          </p>
        )}
        {data && <Impact preview={data} />}
      </div>
    </Dialog>
  )
}

function Impact({ preview }: { preview: Preview }) {
  const { t } = useLocale()
  return (
    <>
      {preview.affected.length === 0 && (
        <p className={styles.fine}>
          <IconCircleCheck size={16} aria-hidden />
          {t('rules.nobody_affected', { n: preview.people })}
        </p>
      )}
      {preview.affected.length > 0 && <p>{t(preview.exact ? 'rules.affected' : 'rules.affected_at_least', { n: preview.affected.length + preview.more, gained: preview.gained, lost: preview.lost })}</p>}
      {preview.wrong.map((wrong) => (
        <p key={wrong.example} className={styles.problem}>
          <IconAlertTriangle size={16} aria-hidden />
          {t('rules.wrong_example', { ...wrong })}
        </p>
      ))}
      <ul className={styles.cards}>
        {preview.affected.map((person) => (
          <AffectedPerson key={person.id} person={person} />
        ))}
      </ul>
      {preview.more > 0 && <p className="dim">{t('rules.affected_more', { n: preview.more })}</p>}
      {preview.findings.map((finding) => (
        <p key={finding.text} className={styles.finding}>
          {finding.text}
        </p>
      ))}
    </>
  )
}
