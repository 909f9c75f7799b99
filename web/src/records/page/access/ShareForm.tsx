import { Button, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { addShare, type RecipientKind } from '@/api/rules'
import type { ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { RecordPicker } from '../../fields/relation/RecordPicker'
import styles from './access.module.css'

const kinds: RecipientKind[] = ['user', 'team', 'unit']

export function ShareForm({ object, record, onShared }: { object: ObjectType; record: RecordData; onShared(): void }) {
  const locale = useLocale()
  const { t } = locale
  const [kind, setKind] = useState<RecipientKind>('user')
  const [chosen, setChosen] = useState<Reference[]>([])
  const [action, setAction] = useState<'read' | 'edit'>('read')
  const [until, setUntil] = useState('')
  const [error, setError] = useState('')

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!chosen[0]) return setError(t('share.choose'))
    setError('')
    try {
      await addShare({ object: object.name, id: record.id, kind, with: chosen[0].id, action, ...(until && { until: endOf(until) }) })
      setChosen([])
      onShared()
    } catch (failure) {
      setError(errorText(failure, locale))
    }
  }

  return (
    <form className={styles.form} aria-label={t('share.title')} onSubmit={(event) => void handleSubmit(event)}>
      <h3>{t('share.title')}</h3>
      <div className={styles.bar}>
        <Select
          w={150}
          label={t('share.kind')}
          data={kinds.map((value) => ({ value, label: t(`share.kind_${value}`) }))}
          value={kind}
          onChange={(next) => {
            setKind((next ?? 'user') as RecipientKind)
            setChosen([])
          }}
        />
        <div className="grow">
          <span className={styles.label} aria-hidden>
            {t('share.with')}
          </span>
          <RecordPicker key={kind} object={kind} label={t('share.with')} many={false} value={chosen} onChange={setChosen} error={error || undefined} />
        </div>
      </div>
      <div className={styles.bar}>
        <Select
          w={180}
          label={t('share.action')}
          data={[
            { value: 'read', label: t('share.may_read') },
            { value: 'edit', label: t('share.may_edit') },
          ]}
          value={action}
          onChange={(next) => setAction(next === 'edit' ? 'edit' : 'read')}
        />
        <TextInput type="date" label={t('share.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        <Button type="submit" size="sm">
          {t('share.share')}
        </Button>
      </div>
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </form>
  )
}

/** The first moment that no longer counts: the day is the last one that does. */
function endOf(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}
