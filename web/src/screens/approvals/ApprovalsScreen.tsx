import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { listApprovals, type PendingApproval } from '@/api/notices'
import { useLocale } from '@/i18n/locale'
import { ApprovalButtons } from '@/records/approval/ApprovalButtons'
import { Failure } from '@/records/Failure'
import { EmptyState } from '@/ui/EmptyState'
import { IconRosetteDiscountCheck } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import styles from './ApprovalsScreen.module.css'

/** New business that lies with me to approve. */
export function ApprovalsScreen() {
  const { t } = useLocale()
  const { data, error, refetch } = useQuery({ queryKey: keys.approvals, queryFn: ({ signal }) => listApprovals(signal) })
  return (
    <div className={styles.page}>
      <PageTitle title={t('approval.inbox')} />
      <p className="dim">{t('approval.inbox_text')}</p>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder />}
      {data?.length === 0 && <EmptyState icon={IconRosetteDiscountCheck} text={t('approval.none')} />}
      {data && data.length > 0 && (
        <ul className={styles.list}>
          {data.map((approval) => (
            <Row key={approval.id} approval={approval} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Row({ approval }: { approval: PendingApproval }) {
  const { t, format } = useLocale()
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <Link to="/d/$object/r/$id" params={{ object: approval.object, id: approval.id }} className={styles.title}>
          {approval.title || '–'}
        </Link>
        <span className="dim">{t('approval.by_since', { by: approval.by?.name ?? '–', time: format.relative(approval.since) })}</span>
        {approval.note && <span>{approval.note}</span>}
      </span>
      <ApprovalButtons object={approval.object} id={approval.id} title={approval.title} may={['approve', 'return']} />
    </li>
  )
}
