import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { handOver, type Colleague, type Organisation } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { showToast } from '@/ui/toast'
import styles from './organisation.module.css'
import { useChange } from './useOrganisation'

/** Everything a person is responsible for becomes somebody else's; whoever leaves can no longer log in. */
export function HandOverDialog({ person, organisation, onClose }: { person: Colleague; organisation: Organisation; onClose(): void }) {
  const t = useT()
  const change = useChange()
  const [to, setTo] = useState<string | null>(null)
  const [leaves, setLeaves] = useState(false)
  const others = organisation.people.filter((other) => other.active && other.id !== person.id)

  async function handleRun(): Promise<void> {
    if (!to || !(await change(() => handOver(person.id, to, leaves)))) return
    showToast({ kind: 'success', text: t('organisation.handing_over') })
    onClose()
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('organisation.hand_over_of', { name: person.name })}
      footer={
        <Button disabled={!to} onClick={() => void handleRun()}>
          {t('organisation.hand_over')}
        </Button>
      }
    >
      <div className={styles.section}>
        <p className="dim">{t('organisation.hand_over_text')}</p>
        <Select label={t('organisation.hand_over_to')} searchable data={others.map((other) => ({ value: other.id, label: other.name }))} value={to} onChange={setTo} />
        {person.active && <Checkbox label={t('organisation.leaves')} checked={leaves} onChange={(event) => setLeaves(event.currentTarget.checked)} />}
      </div>
    </Dialog>
  )
}
