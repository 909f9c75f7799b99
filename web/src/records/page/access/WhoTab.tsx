import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '@/api/error'
import { keys } from '@/api/keys'
import { whoMay, type Action, type WhoMay } from '@/api/rules'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { Avatar } from '@/ui/Avatar'
import { EmptyState } from '@/ui/EmptyState'
import { IconLock } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import styles from './access.module.css'
import { ActionSelect } from './ActionSelect'

/** Everybody who may do something with this record, by rule. */
export function WhoTab({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const [action, setAction] = useState<Action>('see')
  const { data, error, refetch } = useQuery({ queryKey: keys.who(object.name, record.id, action), queryFn: ({ signal }) => whoMay(object.name, record.id, action, signal), retry: false })
  if (isApiError(error) && error.status === 403) return <EmptyState icon={IconLock} text={t('access.who_for_administrators')} detail={t('access.ask_administrator')} />
  return (
    <>
      <ActionSelect value={action} onChange={setAction} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder lines={4} />}
      {data && <People found={data} />}
    </>
  )
}

function People({ found }: { found: WhoMay }) {
  const { t } = useLocale()
  const groups = found.rules?.map(({ rule, because, people }) => ({ key: rule, title: rule.startsWith('#') ? t('access.by_share') : because || rule, people: found.people.filter((person) => people.includes(person.id)) })) ?? [{ key: '', title: '', people: found.people }]
  return (
    <>
      <p>{t('access.people', { n: found.people.length })}</p>
      {groups.map((group) => (
        <section key={group.key} className={styles.group} aria-label={group.title || undefined}>
          {group.title && <h3>{group.title}</h3>}
          <ul className={styles.people}>
            {group.people.map((person) => (
              <li key={person.id} className="row">
                <Avatar name={person.name} size={24} />
                {person.name}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
