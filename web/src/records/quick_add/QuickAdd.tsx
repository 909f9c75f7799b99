import { Button, Select } from '@mantine/core'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { newIdempotencyKey } from '@/api/client'
import { messagesByField } from '@/api/error'
import type { FieldValues, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { findObject, useCatalogue } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { Unparsed } from '../fields/fieldClient'
import { createWithFields } from '../write'
import { DuplicateHint } from './DuplicateHint'
import styles from './QuickAdd.module.css'
import { PasteBox } from './PasteBox'
import { QuickAddFields } from './QuickAddFields'

interface Props {
  /** What to make; without it the person chooses. */
  object?: string
  /** Values the new record starts with. */
  preset?: FieldValues
  /** Told of the new record instead of opening it. */
  onCreated?(record: RecordData): void
  onClose(): void
}

const nothing: FieldValues = {}
const nothingRead: ReadonlyMap<string, number> = new Map()

/** A new record with its few most important fields. */
export default function QuickAdd({ object: given, preset = nothing, onCreated, onClose }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const catalogue = useCatalogue()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const offered = catalogue.objects.filter((object) => object.can.create && object.name !== 'user')
  const here = /^\/d\/(\w+)/.exec(path)?.[1]
  const [name, setName] = useState(given ?? (offered.some((object) => object.name === here) ? here : undefined) ?? offered[0]?.name ?? '')
  const [values, setValues] = useState<FieldValues>(preset)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const [read, setRead] = useState<ReadonlyMap<string, number>>(nothingRead)
  const attempt = useRef(newIdempotencyKey())
  const object = findObject(catalogue, name)
  if (!object) return null

  async function save(again: boolean): Promise<void> {
    const unreadable = Object.entries(values).filter((entry): entry is [string, Unparsed] => entry[1] instanceof Unparsed)
    if (unreadable.length > 0) {
      setErrors(Object.fromEntries(unreadable.map(([field, value]) => [field, t('value.unreadable', { text: value.text })])))
      return
    }
    setBusy(true)
    setErrors({})
    setFailure('')
    try {
      const record = await createWithFields(name, values, attempt.current)
      attempt.current = newIdempotencyKey()
      if (again) {
        if (record) onCreated?.(record)
        setValues(preset)
        setRead(nothingRead)
        setRound(round + 1)
      } else {
        onClose()
        if (!record) return
        if (onCreated) onCreated(record)
        else if (here === name) await navigate({ to: '.', search: (old: object) => ({ ...old, peek: record.id }) })
        else await navigate({ to: '/d/$object/r/$id', params: { object: name, id: record.id } })
      }
    } catch (error) {
      const messages = messagesByField(error)
      setErrors(messages)
      if (Object.keys(messages).every((field) => field === '')) setFailure(errorText(error, locale))
    } finally {
      setBusy(false)
    }
  }

  /** What was read from a signature; the controls start anew with it. */
  function fill(found: FieldValues): void {
    attempt.current = newIdempotencyKey()
    setValues((old) => ({ ...old, ...found }))
    setRead((old) => new Map([...old, ...Object.keys(found).map((field): [string, number] => [field, (old.get(field) ?? 0) + 1])]))
    setErrors({})
  }

  function change(field: string, value: unknown): void {
    // Another content is another attempt: the key must not match the old one.
    attempt.current = newIdempotencyKey()
    setValues((old) => ({ ...old, [field]: value }))
  }

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save(event.shiftKey)
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('object.new', { name: label(object.label) })}
      size={500}
      footer={
        <>
          <Button variant="default" disabled={busy} onClick={() => void save(true)}>
            {t('quick_add.save_and_next')}
          </Button>
          <Button loading={busy} onClick={() => void save(false)}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form} onKeyDown={handleKeyDown} role="presentation">
        {!given && (
          <Select
            label={t('quick_add.kind')}
            data={offered.map((candidate) => ({ value: candidate.name, label: label(candidate.label, candidate.name) }))}
            value={name}
            onChange={(next) => {
              if (!next) return
              setName(next)
              setValues({})
              setRead(nothingRead)
              setErrors({})
            }}
          />
        )}
        <PasteBox key={`paste/${name}/${round}`} object={object} onRead={fill} />
        <QuickAddFields key={`${name}/${round}`} object={object} values={values} read={read} errors={errors} onChange={change} />
        <DuplicateHint object={object} values={values} onOpen={onClose} />
        {failure && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        <p className={styles.keys}>{t('quick_add.keys')}</p>
      </div>
    </Dialog>
  )
}
