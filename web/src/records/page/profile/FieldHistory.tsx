import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { readTimeline, type ChangeEntry } from '@/api/timeline'
import type { Field, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconHistory } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import { isEditable } from '../../fields/fieldClients'
import { sameValue } from '../../values'
import { updateFields } from '../../write'
import { FieldDiff } from '../timeline/FieldDiff'
import styles from './FieldRow.module.css'

/** Who gave a field which value, and the way back to an older one. */
export function FieldHistory({ record, field }: { record: RecordData; field: Field }) {
  const { t, label } = useLocale()
  const [opened, setOpened] = useState(false)
  const name = t('history.of_field', { name: label(field.label, field.name) })
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus withinPortal>
      <Popover.Target>
        <IconButton icon={IconHistory} label={name} size={24} iconSize={14} aria-expanded={opened} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>{opened && <Steps record={record} field={field} onDone={() => setOpened(false)} />}</Popover.Dropdown>
    </Popover>
  )
}

function Steps({ record, field, onDone }: { record: RecordData; field: Field; onDone(): void }) {
  const { t, format } = useLocale()
  const { data, error } = useQuery({
    queryKey: keys.timeline(record.object, record.id, 'change'),
    queryFn: ({ signal }) => readTimeline(record.object, record.id, ['change'], null, signal),
  })
  if (error) return <Failure error={error} />
  if (!data) return <Placeholder lines={3} />
  const steps = data.entries.filter((entry): entry is ChangeEntry => entry.kind === 'change' && entry.fields.some((change) => change.field === field.name))
  if (steps.length === 0) return <p className="dim">{t('history.none')}</p>
  const editable = record.can.edit && isEditable(field)
  return (
    <ul className={styles.history}>
      {steps.map((step) => {
        const change = step.fields.find((candidate) => candidate.field === field.name)!
        const isCurrent = sameValue(change.from, record.fields[field.name])
        return (
          <li key={step.change} className={styles.step}>
            <FieldDiff field={field} from={change.from} to={change.to} />
            <span className="dim">{t('history.who_when', { name: step.by?.title ?? t('history.system'), time: format.dateTime(step.at) })}</span>
            {editable && !isCurrent && step.action !== 'create' && (
              <span>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  onClick={() => {
                    onDone()
                    void updateFields(record, { [field.name]: change.from ?? null }, undefined, t('history.value_restored'))
                  }}
                >
                  {t('history.restore_value')}
                </Button>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
