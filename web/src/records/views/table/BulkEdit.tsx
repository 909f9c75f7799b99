import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { BulkRequest } from '@/api/records'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { Unparsed } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { FieldInput } from '../../fields/FieldInput'
import { changeMany } from '../../write'

interface Props {
  object: ObjectType
  /** Which field to set; empty: the person chooses. */
  field: string
  target: Pick<BulkRequest, 'ids' | 'filter'>
  number: number
  onClose(): void
  onDone(): void
}

/** Several options are rarely meant to replace what each record has. */
type Way = 'add' | 'remove' | 'replace'
const ways: Way[] = ['add', 'remove', 'replace']

export default function BulkEdit({ object, field: given, target, number, onClose, onDone }: Props) {
  const { t, label } = useLocale()
  const offered = object.fields.filter((field) => !field.read_only && fieldClient(field.type).Input !== null)
  const [name, setName] = useState(given || offered[0]?.name || '')
  const [value, setValue] = useState<unknown>(null)
  const [way, setWay] = useState<Way>('add')
  const [busy, setBusy] = useState(false)
  const field = object.fields.find((candidate) => candidate.name === name)
  const hasWays = field?.type === 'multi_select'

  async function handleSave(): Promise<void> {
    setBusy(true)
    const done = await changeMany(object.name, { ...target, action: 'update', fields: { [name]: hasWays && way !== 'replace' ? { [way]: value ?? [] } : value } })
    setBusy(false)
    if (!done) return
    onClose()
    onDone()
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('bulk.edit_title', { n: number })}
      size={440}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} disabled={value instanceof Unparsed || !field} onClick={() => void handleSave()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Select
          label={t('bulk.field')}
          data={offered.map((candidate) => ({ value: candidate.name, label: label(candidate.label) }))}
          value={name}
          onChange={(next) => {
            if (!next) return
            setName(next)
            setValue(null)
          }}
          searchable
        />
        {hasWays && (
          <Select label={t('bulk.way')} data={ways.map((choice) => ({ value: choice, label: t(`bulk.way_${choice}`) }))} value={way} onChange={(next) => next && setWay(next as Way)} />
        )}
        {field && <FieldInput key={name} field={field} value={null} onChange={setValue} mode="form" label={label(field.label)} autoFocus />}
      </div>
    </Dialog>
  )
}
