import { Button, Checkbox, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '@/api/error'
import { keys } from '@/api/keys'
import { readAccessLog, type LogKind } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { EmptyState } from '@/ui/EmptyState'
import { IconHistory, IconLock } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import styles from './audit.module.css'
import { AuditEntry } from './AuditEntry'

const kinds: LogKind[] = ['read', 'export', 'emergency', 'view', 'ended', 'alarm', 'rules', 'request']
const all = 'all'

/** Who has read protected fields, exported, or looked through somebody's eyes. */
export function AuditSettings() {
  const { t } = useLocale()
  const [kind, setKind] = useState<LogKind | null>(null)
  const [mine, setMine] = useState(false)
  const filter = { kind, mine }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: keys.accessLog(filter),
    queryFn: ({ pageParam, signal }) => readAccessLog(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    retry: false,
  })
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  const refused = isApiError(error) && error.status === 403
  return (
    <>
      <p className="dim">{t('audit.text')}</p>
      <div className={styles.bar}>
        <Select w={220} label={t('audit.kind')} data={[{ value: all, label: t('audit.all') }, ...kinds.map((value) => ({ value: value as string, label: t(`audit.kind_${value}`) }))]} value={kind ?? all} onChange={(next) => setKind(next === all ? null : (next as LogKind))} />
        <Checkbox label={t('audit.mine')} checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} mb={8} />
      </div>
      {refused && (
        <EmptyState icon={IconLock} text={t('audit.for_auditors')} detail={t('access.ask_administrator')}>
          <Button onClick={() => setMine(true)}>{t('audit.mine')}</Button>
        </EmptyState>
      )}
      {error && !refused && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder lines={6} />}
      {data && entries.length === 0 && <EmptyState icon={IconHistory} text={t('audit.empty')} />}
      <ul className={styles.list} aria-label={t('settings.audit')}>
        {entries.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  )
}
