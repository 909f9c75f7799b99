import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { explain, type Action, type Explanation } from '@/api/rules'
import type { ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useSession } from '@/schema/catalogue'
import { IconCircleCheck, IconLock } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { RecordPicker } from '../../fields/relation/RecordPicker'
import { Failure } from '../../Failure'
import styles from './access.module.css'
import { ActionSelect } from './ActionSelect'
import { FieldAnswers } from './FieldAnswers'
import { ReasonItem } from './ReasonItem'
import { sentenceOf } from './sentence'

/** Every rule that concerns the reader and an action, and whether it holds on this record. */
export function WhyTab({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t, language } = useLocale()
  const { user, can } = useSession()
  const [action, setAction] = useState<Action>('see')
  const [person, setPerson] = useState<Reference[]>([])
  const asked = person[0]?.id ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: keys.explanation(object.name, record.id, action, `${language} ${asked}`),
    queryFn: ({ signal }) => explain(object.name, record.id, action, { user: asked, language }, signal),
  })
  return (
    <>
      <div className={styles.bar}>
        <ActionSelect value={action} onChange={setAction} />
        {can.administer && (
          <div className="grow">
            <span className={styles.label} aria-hidden>
              {t('access.of_whom')}
            </span>
            <RecordPicker object="user" label={t('access.of_whom')} many={false} value={person} onChange={setPerson} />
          </div>
        )}
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder lines={4} />}
      {data && <Answer object={object} explanation={data} name={person[0] && person[0].id !== user.id ? person[0].title : ''} action={action} />}
    </>
  )
}

function Answer({ object, explanation, name, action }: { object: ObjectType; explanation: Explanation; name: string; action: Action }) {
  const locale = useLocale()
  const { t } = locale
  const Icon = explanation.allowed ? IconCircleCheck : IconLock
  const verb = t(`rules.action_${action}`)
  const verdict = name ? t(explanation.allowed ? 'access.they_may' : 'access.they_may_not', { name, action: verb }) : t(explanation.allowed ? 'access.you_may' : 'access.you_may_not', { action: verb })
  // What allows holds; a limit that does not, or a forbid that does, is what refuses.
  const speaks = explanation.reasons.filter((reason) => (reason.kind === 'limit' ? !reason.holds || reason.decides : reason.holds))
  const silent = explanation.reasons.filter((reason) => !speaks.includes(reason))
  return (
    <>
      <p className={styles.verdict} data-allowed={explanation.allowed}>
        <Icon size={18} aria-hidden />
        {verdict}
      </p>
      {!name && <p>{sentenceOf(explanation, action, locale)}</p>}
      {speaks.length === 0 && <p>{t('access.no_rule_allows')}</p>}
      <ul className={styles.list}>
        {speaks.map((reason) => (
          <ReasonItem key={reason.rule} reason={reason} />
        ))}
      </ul>
      {silent.length > 0 && (
        <details className={styles.more}>
          <summary>{t('access.other_rules', { n: silent.length })}</summary>
          <ul className={styles.list}>
            {silent.map((reason) => (
              <ReasonItem key={reason.rule} reason={reason} />
            ))}
          </ul>
        </details>
      )}
      {explanation.fields && explanation.fields.length > 0 && <FieldAnswers object={object} fields={explanation.fields} />}
    </>
  )
}
