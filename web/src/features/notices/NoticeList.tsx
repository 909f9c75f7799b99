import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { markNoticesRead, type Notice } from '@/api/notices'
import { queryClient } from '@/api/queryClient'
import { currentLocale, useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { errorText } from '@/schema/errors'
import { EmptyState } from '@/ui/EmptyState'
import { IconBell, IconChecks } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { showToast } from '@/ui/toast'
import styles from './NoticeList.module.css'
import { sentenceOf } from './sentence'
import { useNotices } from './useNotices'

/** The newest notices; a click leads to what they are about and marks them as read. */
export function NoticeList({ onOpened }: { onOpened?(): void }) {
  const { t } = useLocale()
  const { data, error, refetch } = useNotices()
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder lines={3} />
  if (data.notices.length === 0) return <EmptyState icon={IconBell} text={t('notice.none')} detail={t('notice.none_detail')} />
  return (
    <>
      {data.unread > 0 && (
        <div className={styles.head}>
          <span className="dim">{t('notice.unread', { n: data.unread })}</span>
          <Button variant="subtle" size="compact-sm" leftSection={<IconChecks size={16} aria-hidden />} onClick={() => void markRead()}>
            {t('notice.read_all')}
          </Button>
        </div>
      )}
      <ul className={styles.list}>
        {data.notices.map((notice) => (
          <Entry key={notice.id} notice={notice} onOpened={onOpened} />
        ))}
      </ul>
    </>
  )
}

function Entry({ notice, onOpened }: { notice: Notice; onOpened?(): void }) {
  const locale = useLocale()
  const { t, format } = locale
  const text = sentenceOf(notice, locale)

  function handleOpen(): void {
    if (!notice.read) void markRead([notice.id])
    onOpened?.()
  }

  const content = (
    <>
      <span className={styles.text}>{text}</span>
      {notice.detail.reason && <span className={styles.reason}>{notice.detail.reason}</span>}
      <span className="dim">{format.relative(notice.at)}</span>
      {!notice.read && <span className="visually-hidden">{t('notice.is_unread')}</span>}
    </>
  )
  return (
    <li className={styles.entry} data-unread={!notice.read || undefined}>
      {notice.record ? (
        <Link to="/d/$object/r/$id" params={{ object: notice.record.object, id: notice.record.id }} className={styles.link} onClick={handleOpen}>
          {content}
        </Link>
      ) : notice.detail.object ? (
        <Link to="/d/$object" params={{ object: notice.detail.object }} search={{}} className={styles.link} onClick={handleOpen}>
          {content}
        </Link>
      ) : (
        <div className={styles.link}>{content}</div>
      )}
    </li>
  )
}

async function markRead(ids?: string[]): Promise<void> {
  try {
    await markNoticesRead(ids)
    await queryClient.invalidateQueries({ queryKey: keys.notices })
  } catch (error) {
    const locale = currentLocale()
    showToast({ kind: 'error', text: locale.t('write.failed'), detail: errorText(error, locale) })
  }
}
