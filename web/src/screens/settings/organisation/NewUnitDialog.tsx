import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { addUnit, type Organisation, type UnitKind } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import styles from './organisation.module.css'
import { useChange } from './useOrganisation'

export const unitKinds: UnitKind[] = ['company', 'division', 'group', 'seat']

export function NewUnitDialog({ parent, organisation, onClose }: { parent: string | null; organisation: Organisation; onClose(): void }) {
  const t = useT()
  const change = useChange()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<UnitKind>(parent ? 'group' : 'company')
  const [external, setExternal] = useState(false)
  const above = organisation.units.find((unit) => unit.id === parent)

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await change(() => addUnit({ name, kind, parent, external: kind === 'company' && external }))) onClose()
  }

  return (
    <Dialog opened onClose={onClose} title={above ? t('organisation.add_below', { unit: above.name }) : t('organisation.add_company')}>
      <form className={styles.section} onSubmit={(event) => void handleSubmit(event)}>
        <TextInput label={t('organisation.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required withAsterisk={false} data-autofocus />
        {parent && <Select label={t('organisation.kind')} data={unitKinds.map((value) => ({ value, label: t(`organisation.kind_${value}`) }))} value={kind} onChange={(next) => next && setKind(next as UnitKind)} allowDeselect={false} />}
        {kind === 'company' && <Checkbox label={t('organisation.external_label')} checked={external} onChange={(event) => setExternal(event.currentTarget.checked)} />}
        <div>
          <Button type="submit">{t('organisation.create')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
