import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { keys } from '@/api/keys'
import { getRecord } from '@/api/records'
import type { ObjectType, RecordData } from '@/api/types'
import { isApiError } from '@/api/error'
import { useCommands } from '@/commands/registry'
import { usePhone } from '@/lib/usePhone'
import { useObject } from '@/schema/catalogue'
import { Placeholder } from '@/ui/Placeholder'
import { IconTag, IconUser } from '@/ui/icons'
import { ApprovalBar } from '../approval/ApprovalBar'
import { Failure } from '../Failure'
import { isEditable } from '../fields/fieldClients'
import { HandOverBar } from '../handover/HandOverBar'
import { NextStepBar } from '../next_step/NextStepBar'
import { StageBar } from '../stages/StageBar'
import { removeRecord } from '../write'
import type { AccessTab } from './access/AccessDialog'
import { RequestAccess } from './access/RequestAccess'
import { canBeReached, ContactButtons } from './ContactButtons'
import { Gone } from './Gone'
import { neighbourOf } from './neighbours'
import { RecordBody } from './RecordBody'
import { RecordHeader } from './RecordHeader'
import styles from './RecordPage.module.css'

// Asked rarely: loaded when it is.
const AccessDialog = lazy(() => import('./access/AccessDialog').then((module) => ({ default: module.AccessDialog })))
const BulkEdit = lazy(() => import('../views/table/BulkEdit'))

interface Props {
  object: string
  id: string
  /** Beside a view, or as a page of its own. */
  layout: 'page' | 'peek'
  onClose?(): void
}

/** Everything about one record. */
export function RecordPage(props: Props) {
  const type = useObject(props.object)
  const { data: record, error, refetch } = useQuery({
    queryKey: keys.record(props.object, props.id),
    queryFn: ({ signal }) => getRecord(props.object, props.id, signal),
  })
  if (isApiError(error) && error.status === 404) return <Gone object={props.object} id={props.id} />
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!record || !type) return <Placeholder />
  return <Loaded {...props} type={type} record={record} />
}

function Loaded({ object, id, layout, onClose, type, record }: Props & { type: ObjectType; record: RecordData }) {
  const navigate = useNavigate()
  const phone = usePhone()
  const [access, setAccess] = useState<AccessTab | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const tags = type.fields.find((field) => field.type === 'multi_select')?.name

  function go(to: string): void {
    if (layout === 'peek') void navigate({ to: '.', search: (old: object) => ({ ...old, peek: to }), replace: true })
    else void navigate({ to: '/d/$object/r/$id', params: { object, id: to } })
  }

  function step(direction: 1 | -1): (() => void) | undefined {
    const to = neighbourOf(object, id, direction)
    return to ? () => go(to) : undefined
  }

  function offers(name: string | undefined): boolean {
    const field = type.fields.find((candidate) => candidate.name === name)
    return record.can.edit === true && field !== undefined && isEditable(field) && !record.read_only?.includes(field.name) && !record.hidden?.includes(field.name)
  }

  async function handleDelete(): Promise<void> {
    // Away first: a page of what is gone would ask for it once more.
    if (onClose) onClose()
    else await navigate({ to: '/d/$object', params: { object }, search: {} })
    await removeRecord(record)
  }

  useCommands([
    { id: 'record-next', label: ({ t }) => t('record.next'), group: 'record', shortcut: 'j', run: () => step(1)?.() },
    { id: 'record-assign', label: ({ t }) => t('bulk.assign'), group: 'record', icon: IconUser, shortcut: 'a', can: () => offers('owner'), run: () => setEditing('owner') },
    { id: 'record-tag', label: ({ t }) => t('bulk.tag'), group: 'record', icon: IconTag, shortcut: 't', can: () => offers(tags), run: () => setEditing(tags ?? null) },
    { id: 'record-previous', label: ({ t }) => t('record.previous'), group: 'record', shortcut: 'k', run: () => step(-1)?.() },
  ])

  return (
    <article className={styles.page} data-layout={layout}>
      <div className={styles.top}>
        <RecordHeader object={type} record={record} level={layout === 'page' ? 'page' : 'section'} onStep={{ previous: step(-1), next: step(1) }} onDelete={() => void handleDelete()} onAccess={setAccess} onAsk={() => setAsking(true)} />
        <StageBar object={type} record={record} />
        <NextStepBar object={type} record={record}>
          {canBeReached({ object: type, record, phone }) && <ContactButtons object={type} record={record} phone={phone} />}
        </NextStepBar>
        <ApprovalBar object={type} record={record} />
        <HandOverBar object={type} record={record} />
      </div>
      <RecordBody object={type} record={record} />
      <Suspense>{editing && <BulkEdit object={type} field={editing} target={{ ids: [record.id] }} number={1} onClose={() => setEditing(null)} onDone={() => setEditing(null)} />}</Suspense>
      {asking && <RequestAccess object={object} id={id} action="edit" onClose={() => setAsking(false)} />}
      <Suspense>{access && <AccessDialog object={type} record={record} tab={access} onClose={() => setAccess(null)} />}</Suspense>
    </article>
  )
}
