import { Button, Textarea } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { newIdempotencyKey } from '@/api/client'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { addDays, today } from '@/lib/dates'
import { readPreference, writePreference } from '@/lib/storage'
import { useCatalogue } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { IconCheckbox } from '@/ui/icons'
import { panelProps, Tabs } from '@/ui/Tabs'
import { Unparsed } from '../../fields/fieldClient'
import { FieldInput } from '../../fields/FieldInput'
import { createWithFields } from '../../write'
import { kindIcons } from '../kindIcons'
import styles from './Composer.module.css'
import { composerKinds, valuesOf, type Kind } from './kinds'

/** What was begun on the page of a record stays until it is saved or the window is closed. */
const drafts = new Map<string, string>()

/** Writes down what happened, or what is to be done. */
export function Composer({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const name = useId()
  const catalogue = useCatalogue()
  const kinds = composerKinds(catalogue, object)
  const [chosen, setChosen] = useState(() => readPreference('composer') ?? 'note')
  const kind = kinds.find((candidate) => candidate.name === chosen) ?? kinds[0]
  // What is written down is linked to the record.
  if (!kind || record.can.link === false) return null

  function choose(next: string): void {
    setChosen(next)
    writePreference('composer', next)
  }

  return (
    <section className={styles.composer} aria-label={t('composer.title')}>
      <Tabs
        name={name}
        label={t('composer.title')}
        tabs={kinds.map((candidate) => ({ id: candidate.name, text: t(`composer.${candidate.name}`), icon: kindIcons[candidate.name] ?? IconCheckbox }))}
        value={kind.name}
        onChange={choose}
      />
      <div {...panelProps(name, kind.name)}>
        <Form key={`${kind.name}/${record.id}`} kind={kind} object={object} record={record} />
      </div>
    </section>
  )
}

function Form({ kind, object, record }: { kind: Kind; object: ObjectType; record: RecordData }) {
  const locale = useLocale()
  const { t, label } = locale
  const place = `${record.object}/${record.id}`
  const [text, setText] = useState(() => drafts.get(place) ?? '')
  const [when, setWhen] = useState<unknown>(() => startOf(kind))
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const attempt = useRef(newIdempotencyKey())
  const open = text !== ''

  function change(next: string): void {
    attempt.current = newIdempotencyKey()
    setText(next)
    if (next) drafts.set(place, next)
    else drafts.delete(place)
  }

  async function save(): Promise<void> {
    if (text.trim() === '' || busy) return
    if (when instanceof Unparsed) return setError(t('value.unreadable', { text: when.text }))
    setBusy(true)
    setError('')
    try {
      await createWithFields(kind.target.name, valuesOf(kind, object, record, text, when), attempt.current)
      change('')
      setWhen(startOf(kind))
      setRound(round + 1)
      await queryClient.invalidateQueries({ queryKey: keys.record(record.object, record.id) })
    } catch (failure) {
      setError(errorText(failure, locale))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div
      className={styles.form}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        void save()
      }}
    >
      <Textarea
        aria-label={t(`composer.${kind.name}_text`)}
        placeholder={t(`composer.${kind.name}_text`)}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        autosize
        minRows={open ? 3 : 1}
        maxRows={14}
        error={error || undefined}
      />
      {open && (
        <div className={styles.foot}>
          {kind.when && (
            <span className={styles.when}>
              <span className="dim">{label(kind.when.label)}</span>
              <FieldInput key={round} field={kind.when} value={when instanceof Unparsed ? null : when} onChange={setWhen} mode="form" label={label(kind.when.label)} />
            </span>
          )}
          <span className={styles.hint}>{t('composer.hint')}</span>
          <Button loading={busy} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A call was just now; a task is due tomorrow unless someone says otherwise. */
function startOf(kind: Kind): unknown {
  if (!kind.when) return null
  return kind.name === 'task' ? addDays(today(), 1) : new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
