import { Button, Radio } from '@mantine/core'
import '@mantine/core/styles/Radio.layer.css'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { useLocale } from '@/i18n/locale'
import { useObject } from '@/schema/catalogue'
import { Dialog } from '@/ui/Dialog'
import { reloadLists } from './cache'
import { pendingConflict, type PendingConflict } from './conflict'
import styles from './ConflictDialog.module.css'
import { FieldDisplay } from './fields/FieldDisplay'
import { updateFields } from './write'

/** Two people changed the same field: per field, the person decides which value stays. */
export default function ConflictDialog({ pending }: { pending: PendingConflict }) {
  const { t, label, format } = useLocale()
  const { record, values, conflict } = pending
  const object = useObject(record.object)
  const [mine, setMine] = useState<Record<string, boolean>>({})

  async function handleSave(): Promise<void> {
    pendingConflict.set(null)
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => mine[name] || !conflict.fields.some((clash) => clash.field === name)))
    await queryClient.invalidateQueries({ queryKey: keys.record(record.object, record.id) })
    reloadLists(record.object)
    if (Object.keys(kept).length > 0) await updateFields({ ...record, version: conflict.version }, kept, Object.keys(kept))
  }

  return (
    <Dialog
      opened
      onClose={() => pendingConflict.set(null)}
      title={t('conflict.title', { title: record.title })}
      size={560}
      footer={
        <Button onClick={() => void handleSave()} data-autofocus>
          {t('conflict.apply')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('conflict.text')}</p>
        {conflict.fields.map((clash) => {
          const field = object?.fields.find((candidate) => candidate.name === clash.field)
          if (!field) return null
          return (
            <fieldset key={clash.field} className={styles.field}>
              <legend>{label(field.label)}</legend>
              <label className={styles.choice}>
                <Radio name={clash.field} checked={!mine[clash.field]} onChange={() => setMine({ ...mine, [clash.field]: false })} />
                <span className={styles.who}>{t('conflict.theirs', { name: clash.by.title ?? t('conflict.someone'), time: format.relative(clash.at) })}</span>
                <FieldDisplay field={field} value={clash.theirs} />
              </label>
              <label className={styles.choice}>
                <Radio name={clash.field} checked={mine[clash.field] === true} onChange={() => setMine({ ...mine, [clash.field]: true })} />
                <span className={styles.who}>{t('conflict.yours')}</span>
                <FieldDisplay field={field} value={values[clash.field] ?? clash.yours} />
              </label>
            </fieldset>
          )
        })}
      </div>
    </Dialog>
  )
}
