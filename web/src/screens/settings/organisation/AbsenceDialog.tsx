import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addAbsence, type Colleague, type Organisation } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import styles from './organisation.module.css'
import { endOfDay, startOfDay, useChange } from './useOrganisation'

/** From when until when somebody is away, and who stands in. */
export function AbsenceDialog({ person, organisation, onClose }: { person: Colleague; organisation: Organisation; onClose(): void }) {
  const t = useT()
  const change = useChange()
  const [form, setForm] = useState({ deputy: null as string | null, from: '', until: '' })
  const others = organisation.people.filter((other) => other.active && other.id !== person.id)

  async function handleSave(): Promise<void> {
    const absence = { user: person.id, deputy: form.deputy, from: startOfDay(form.from), until: endOfDay(form.until) }
    if (await change(() => addAbsence(absence))) onClose()
  }

  return (
    <Dialog opened onClose={onClose} title={t('organisation.set_away', { name: person.name })} footer={<Button onClick={() => void handleSave()}>{t('organisation.save')}</Button>}>
      <div className={styles.section}>
        <p className="dim">{t('organisation.deputy_text')}</p>
        <Select label={t('organisation.deputy')} placeholder={t('organisation.nobody')} searchable clearable data={others.map((other) => ({ value: other.id, label: other.name }))} value={form.deputy} onChange={(deputy) => setForm({ ...form, deputy })} />
        <div className={styles.pair}>
          <TextInput label={t('organisation.from')} type="date" value={form.from} onChange={(event) => setForm({ ...form, from: event.currentTarget.value })} />
          <TextInput label={t('organisation.until')} type="date" value={form.until} onChange={(event) => setForm({ ...form, until: event.currentTarget.value })} />
        </div>
      </div>
    </Dialog>
  )
}
