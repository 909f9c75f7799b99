import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { listTrash } from '@/api/records'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { bringBack } from '@/records/write'
import { findObject, useCatalogue } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { IconRestore, IconTrash } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import styles from './TrashScreen.module.css'

/** Deleted records of the last 30 days. */
export function TrashScreen() {
  const { t, label, format } = useLocale()
  const catalogue = useCatalogue()
  const navigate = useNavigate()
  const { object: wanted } = useSearch({ strict: false }) as { object?: string }
  const offered = catalogue.objects.filter((object) => object.kit !== '')
  const name = wanted ?? offered[0]?.name ?? ''
  const object = findObject(catalogue, name)
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: keys.trash(name),
    queryFn: ({ signal, pageParam }) => listTrash(name, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: object !== undefined,
  })
  const records = data?.pages.flatMap((page) => page.records) ?? []

  return (
    <div className={styles.page}>
      <div className="spread">
        <PageTitle title={t('nav.trash')} />
        <Select
          aria-label={t('trash.object')}
          data={offered.map((candidate) => ({ value: candidate.name, label: label(candidate.plural, candidate.name) }))}
          value={name}
          onChange={(next) => next && void navigate({ to: '/trash', search: { object: next } })}
        />
      </div>
      <p className="dim">{t('trash.text')}</p>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder />}
      {data && records.length === 0 && <EmptyState icon={IconTrash} text={t('trash.empty', { name: label(object?.plural) })} />}
      {records.length > 0 && (
        <ul className={styles.list}>
          {records.map((record) => (
            <li key={record.id} className={styles.row}>
              {object && <ObjectIcon icon={object.icon} colour={object.colour} />}
              <span className="grow ellipsis">{record.title || '–'}</span>
              {typeof record.fields.deleted_at === 'string' && <span className="dim">{t('trash.deleted', { time: format.relative(record.fields.deleted_at) })}</span>}
              <Button variant="default" leftSection={<IconRestore size={16} />} aria-label={t('trash.restore_of', { title: record.title || '–' })} onClick={() => void bringBack({ ...record, object: name })}>
                {t('trash.restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t('common.show_more')}
        </Button>
      )}
    </div>
  )
}
