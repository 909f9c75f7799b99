import { Menu } from '@mantine/core'
import type { Field, ObjectType, Option, RecordData } from '@/api/types'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { IconCheck, IconChevronDown, IconClock, IconThumbDown, IconTrophy } from '@/ui/icons'
import { isEditable } from '../fields/fieldClients'
import { choosableOptions } from '../fields/select/options'
import styles from './StageBar.module.css'
import { useMove } from './useMove'

const closing = ['won', 'lost', 'later']
const icons = { won: IconTrophy, lost: IconThumbDown, later: IconClock }

/** Where a record stands on its way: the stages of its pipeline, and the ways out at the end. */
export function StageBar({ object, record }: { object: ObjectType; record: RecordData }) {
  const field = object.fields.find((candidate) => candidate.type === 'status')
  if (!field || record.hidden?.includes(field.name)) return null
  const pipeline = field.pipeline_field ? record.fields[field.pipeline_field] : undefined
  const options = choosableOptions(field, record.fields[field.name], pipeline)
  if (options.length < 2) return null
  return <Stages object={object} record={record} field={field} options={options} />
}

interface Props {
  object: ObjectType
  record: RecordData
  field: Field
  options: Option[]
}

function Stages({ object, record, field, options }: Props) {
  const { label } = useLocale()
  const { move, dialog } = useMove(object, field)
  const current = record.fields[field.name]
  const open = options.filter((option) => !closing.includes(option.kind ?? ''))
  const exits = options.filter((option) => closing.includes(option.kind ?? ''))
  const at = open.findIndex((option) => option.key === current)
  const exit = exits.find((option) => option.key === current)
  const editable = record.can.edit === true && isEditable(field) && !record.read_only?.includes(field.name)
  const exitOf = (kind: string) => exits.find((option) => option.kind === kind)
  useCommands([
    { id: 'record-won', label: ({ t: translate }) => translate('stage.mark_won'), group: 'record', icon: IconTrophy, shortcut: 'w', can: () => editable && exitOf('won') !== undefined, run: () => move(record, exitOf('won')!) },
    { id: 'record-lost', label: ({ t: translate }) => translate('stage.mark_lost'), group: 'record', icon: IconThumbDown, shortcut: 'l', can: () => editable && exitOf('lost') !== undefined, run: () => move(record, exitOf('lost')!) },
  ])

  return (
    <div className={styles.bar} role="group" aria-label={label(field.label)}>
      <div className={styles.row}>
        <ol className={styles.stages}>
          {open.map((option, index) => (
            <li key={option.key} className={styles.stage} data-state={exit ? 'off' : index < at ? 'past' : index === at ? 'now' : 'ahead'}>
              <button type="button" className={`bare ${styles.button}`} disabled={!editable} title={label(option.label, option.key)} aria-current={index === at ? 'step' : undefined} onClick={() => move(record, option)}>
                {index < at && !exit && <IconCheck size={14} aria-hidden />}
                <span className="ellipsis">{label(option.label, option.key)}</span>
              </button>
            </li>
          ))}
        </ol>
        {exits.length > 0 && <Exits exits={exits} current={exit} disabled={!editable} onMove={(option) => move(record, option)} />}
      </div>
      {dialog}
    </div>
  )
}

/** Won, lost, later. */
function Exits({ exits, current, disabled, onMove }: { exits: Option[]; current: Option | undefined; disabled: boolean; onMove(option: Option): void }) {
  const { t, label } = useLocale()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={`bare ${styles.exit}`} data-kind={current?.kind} disabled={disabled}>
          {current ? label(current.label, current.key) : t('stage.close')}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {exits.map((option) => {
          const Icon = icons[option.kind as 'won']
          return (
            <Menu.Item key={option.key} leftSection={<Icon size={16} />} onClick={() => onMove(option)}>
              {label(option.label, option.key)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
