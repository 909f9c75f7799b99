import { useQuery } from '@tanstack/react-query'
import { isApiError } from '@/api/error'
import { keys } from '@/api/keys'
import { getApproval, type Approval } from '@/api/notices'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { Failure } from '../Failure'
import styles from './ApprovalBar.module.css'
import { ApprovalButtons } from './ApprovalButtons'

/** How it stands with the approval of a record, where one is in force. */
export function ApprovalBar({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const concerned = object.fields.some((field) => field.name === 'approval' && field.read_only)
  const { data, error, refetch } = useQuery({
    queryKey: keys.approval(object.name, record.id),
    queryFn: ({ signal }) => getApproval(object.name, record.id, signal).catch(nothingInForce),
    enabled: concerned,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data || (!data.state && data.may.length === 0)) return null
  return (
    <section className={styles.bar} aria-label={t('approval.title')} data-state={data.state ?? undefined}>
      <span className={styles.text}>
        <strong>{t(`approval.state_${data.state ?? 'none'}`)}</strong>
        {data.state === 'requested' && <span className="dim">{t('approval.lies_with', { names: data.with.map((person) => person.name).join(', ') || '–' })}</span>}
        {data.state && data.by && <span className="dim">{t('approval.asked_by', { by: data.by.name })}</span>}
        {data.note && <span className={styles.note}>{data.note}</span>}
      </span>
      <span className={styles.buttons}>
        <ApprovalButtons object={object.name} id={record.id} title={record.title} may={data.may} />
      </span>
    </section>
  )
}

/** No approval is in force for the database: the bar stays away. */
function nothingInForce(error: unknown): Approval | null {
  if (isApiError(error) && error.status === 404) return null
  throw error
}
