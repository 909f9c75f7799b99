import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { keys } from '@/api/keys'
import { readTimeline } from '@/api/timeline'
import type { Catalogue, ObjectType, RecordData } from '@/api/types'
import { useLocale, type Locale } from '@/i18n/locale'
import { addDays, today, type DateText } from '@/lib/dates'
import { useCatalogue } from '@/schema/catalogue'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import { groupByDay, readable } from './days'
import { RecordItem } from './RecordItem'
import { Changes } from './Changes'
import styles from './Timeline.module.css'

interface Props {
  object: ObjectType
  record: RecordData
}

/** What happened around a record, newest first: what is linked to it, and its own changes. */
export function Timeline({ object, record }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const catalogue = useCatalogue()
  const [kind, setKind] = useState('')
  const kinds = timelineKinds(catalogue, object)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keys.timeline(object.name, record.id, kind), 'pages'],
    queryFn: ({ signal, pageParam }) => readTimeline(object.name, record.id, kind ? [kind] : [], pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const days = useMemo(() => groupByDay(readable(data?.pages.flatMap((page) => page.entries) ?? [], object, catalogue)), [data, object, catalogue])
  const choices = [{ id: '', text: t('timeline.all') }, ...kinds.map((target) => ({ id: target.name, text: label(target.plural) })), { id: 'change', text: t('timeline.changes') }]

  return (
    <section className={styles.timeline} aria-label={t('record.history')}>
      <div className={styles.filters} role="group" aria-label={t('timeline.filter')}>
        {choices.map((choice) => (
          <button key={choice.id} type="button" className={styles.filter} aria-pressed={kind === choice.id} onClick={() => setKind(choice.id)}>
            {choice.text}
          </button>
        ))}
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder lines={5} />}
      {data && days.length === 0 && <p className={styles.none}>{t('timeline.none')}</p>}
      {days.map((day) => (
        <section key={day.date} aria-label={dayName(day.date, locale)}>
          <h3 className={styles.day}>{dayName(day.date, locale)}</h3>
          <ul className={styles.items}>
            {day.items.map((item) =>
              item.kind === 'changes' ? (
                <Changes key={item.changes[0]!.change} object={object} record={record} changes={item.changes} />
              ) : (
                <RecordItem key={`${item.record.object}/${item.record.id}`} entry={item} owner={record} />
              ),
            )}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      )}
    </section>
  )
}

/** The objects whose records can be linked to this one and belong in a timeline. */
export function timelineKinds(catalogue: Catalogue, object: ObjectType): ObjectType[] {
  return catalogue.objects.filter((candidate) => candidate.timeline && candidate.fields.some((field) => field.relation?.target === object.name))
}

function dayName(date: DateText, { t, format }: Locale): string {
  if (date === today()) return t('nav.today')
  if (date === addDays(today(), -1)) return t('timeline.yesterday')
  return format.dateWithWeekday(date)
}
