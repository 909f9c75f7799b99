import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { changeUnit, type Organisation, type Unit, type UnitKind } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { unitKinds } from './NewUnitDialog'
import { SeatList } from './SeatList'
import styles from './organisation.module.css'
import { inTreeOrder, isBelow, useChange } from './useOrganisation'

const outermost = 'outermost'

/** One unit: its name, where it lies, who sits in it. */
export function UnitDialog({ unit, organisation, onClose }: { unit: Unit; organisation: Organisation; onClose(): void }) {
  const t = useT()
  const change = useChange()
  const [form, setForm] = useState({ name: unit.name, kind: unit.kind, parent: unit.parent ?? outermost, external: unit.external })
  const places = inTreeOrder(organisation.units).filter((other) => !other.closed && !isBelow(organisation.units, other.id, unit.id))

  async function handleSave(): Promise<void> {
    const parent = form.parent === outermost ? null : form.parent
    const saved = await change(() =>
      changeUnit(unit.id, {
        ...(form.name !== unit.name && { name: form.name }),
        ...(form.kind !== unit.kind && { kind: form.kind }),
        ...(parent !== unit.parent && { parent }),
        ...(form.kind === 'company' && form.external !== unit.external && { external: form.external }),
      }),
    )
    if (saved) onClose()
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={unit.name}
      size={640}
      footer={
        <>
          <Button variant="default" onClick={() => void change(() => changeUnit(unit.id, { closed: !unit.closed }))}>
            {t(unit.closed ? 'organisation.reopen' : 'organisation.close')}
          </Button>
          <Button onClick={() => void handleSave()}>{t('organisation.save')}</Button>
        </>
      }
    >
      <div className={styles.section}>
        <TextInput label={t('organisation.name')} value={form.name} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
        <div className={styles.pair}>
          <Select label={t('organisation.kind')} data={unitKinds.map((value) => ({ value, label: t(`organisation.kind_${value}`) }))} value={form.kind} onChange={(next) => next && setForm({ ...form, kind: next as UnitKind })} allowDeselect={false} />
          <Select
            label={t('organisation.below')}
            searchable
            data={[{ value: outermost, label: t('organisation.outermost') }, ...places.map((other) => ({ value: other.id, label: `${'– '.repeat(other.depth - 1)}${other.name}` }))]}
            value={form.parent}
            onChange={(next) => next && setForm({ ...form, parent: next })}
            allowDeselect={false}
          />
        </div>
        {form.kind === 'company' && <Checkbox label={t('organisation.external_label')} checked={form.external} onChange={(event) => setForm({ ...form, external: event.currentTarget.checked })} />}
        <SeatList unit={unit} organisation={organisation} />
      </div>
    </Dialog>
  )
}
