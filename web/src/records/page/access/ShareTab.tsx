import { useQuery } from '@tanstack/react-query'
import { isApiError } from '@/api/error'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { listShares, removeShare, type Share } from '@/api/rules'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { EmptyState } from '@/ui/EmptyState'
import { IconButton } from '@/ui/IconButton'
import { IconLock, IconShare, IconX } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { showToast } from '@/ui/toast'
import { Failure } from '../../Failure'
import styles from './access.module.css'
import { ShareForm } from './ShareForm'
import { useTitle } from './useTitle'

/** With whom the record is shared until when, and sharing it with more. */
export function ShareTab({ object, record }: { object: ObjectType; record: RecordData }) {
  const locale = useLocale()
  const { t } = locale
  const { data, error, refetch } = useQuery({ queryKey: keys.shares(object.name, record.id), queryFn: ({ signal }) => listShares(object.name, record.id, signal), retry: false })
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['record', object.name, record.id] })

  async function handleRemove(share: Share): Promise<void> {
    try {
      await removeShare(share.id)
      reload()
    } catch (failure) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(failure, locale) })
    }
  }

  if (isApiError(error) && error.status === 403) return <EmptyState icon={IconLock} text={errorText(error, locale)} detail={t('share.not_allowed')} />
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder lines={4} />
  return (
    <>
      {data.length === 0 && <EmptyState icon={IconShare} text={t('share.nobody')} />}
      {data.length > 0 && (
        <ul className={styles.list} aria-label={t('access.tab_share')}>
          {data.map((share) => (
            <ShareItem key={share.id} share={share} onRemove={() => void handleRemove(share)} />
          ))}
        </ul>
      )}
      <ShareForm object={object} record={record} onShared={reload} />
    </>
  )
}

function ShareItem({ share, onRemove }: { share: Share; onRemove(): void }) {
  const { t, format } = useLocale()
  const name = useTitle(share.kind, share.with)
  const by = useTitle('user', share.by)
  const facts = [t(`share.kind_${share.kind}`), t(share.action === 'edit' ? 'share.may_edit' : 'share.may_read'), share.until ? t('share.until_time', { time: format.dateTime(share.until) }) : t('share.for_good'), by && t('share.by', { name: by })]
  return (
    <li className={styles.reason}>
      <div className="grow">
        <strong>{name}</strong>
        <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <IconButton icon={IconX} label={t('share.take_back', { name })} onClick={onRemove} />
    </li>
  )
}
