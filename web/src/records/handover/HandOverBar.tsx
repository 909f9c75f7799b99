import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Field, ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { IconUserShare } from '@/ui/icons'
import styles from '../approval/ApprovalBar.module.css'
import { FieldInput } from '../fields/FieldInput'
import { updateFields } from '../write'

/** For who may give a record to somebody without editing it: a superior, or whoever hands out what is nobody's. */
export function HandOverBar({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const [opened, setOpened] = useState(false)
  const owner = object.fields.find((field) => field.name === 'owner')
  if (!owner || record.can.assign !== true || record.can.edit === true) return null
  const nobodys = !record.fields.owner
  return (
    <section className={styles.bar} aria-label={t('hand_over.title')}>
      <span className={styles.text}>{t(nobodys ? 'hand_over.nobodys' : 'hand_over.somebodys')}</span>
      <span className={styles.buttons}>
        <Button leftSection={<IconUserShare size={16} aria-hidden />} onClick={() => setOpened(true)}>
          {t('hand_over.do')}
        </Button>
      </span>
      {opened && <HandOverDialog owner={owner} record={record} onClose={() => setOpened(false)} />}
    </section>
  )
}

function HandOverDialog({ owner, record, onClose }: { owner: Field; record: RecordData; onClose(): void }) {
  const { t } = useLocale()
  const [receiver, setReceiver] = useState<unknown>(null)

  function handleSubmit(): void {
    onClose()
    void updateFields(record, { owner: receiver }, undefined, t('hand_over.done', { title: record.title || '–' }))
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('hand_over.of', { title: record.title || '–' })}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!receiver} onClick={handleSubmit}>
            {t('hand_over.do')}
          </Button>
        </>
      }
    >
      <FieldInput field={owner} value={receiver} mode="form" label={t('hand_over.to')} autoFocus onChange={setReceiver} onCommit={setReceiver} />
    </Dialog>
  )
}
