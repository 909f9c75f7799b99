import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { listApprovals } from '@/api/notices'
import { useLocale } from '@/i18n/locale'
import { useObject } from '@/schema/catalogue'
import { IconRosetteDiscountCheck } from '@/ui/icons'
import styles from './Navigation.module.css'
import badge from './TodayBadge.module.css'

/** The way to what waits for my approval; only there when something does. */
export function ApprovalsLink() {
  const { t, format } = useLocale()
  const deal = useObject('deal')
  const { data } = useQuery({ queryKey: keys.approvals, queryFn: ({ signal }) => listApprovals(signal), enabled: deal !== undefined })
  if (!data || data.length === 0) return null
  return (
    <li>
      <Link to="/approvals" className={styles.item} activeProps={{ 'data-active': true, 'aria-current': 'page' as const }} title={t('approval.inbox')}>
        <IconRosetteDiscountCheck size={18} stroke={1.75} aria-hidden />
        <span className={styles.label}>{t('approval.inbox')}</span>
        <span className={badge.badge}>{format.number(data.length)}</span>
      </Link>
    </li>
  )
}
