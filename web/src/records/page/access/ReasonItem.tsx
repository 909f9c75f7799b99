import type { ConditionPart, Reason } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { IconCheck, IconX } from '@/ui/icons'
import styles from './access.module.css'

/** A rule, why there is it, and which parts of its condition hold on the record. */
export function ReasonItem({ reason }: { reason: Reason }) {
  const { t } = useLocale()
  // The rules that stand for shares have no name of their own.
  const shared = reason.rule.startsWith('#')
  return (
    <li className={styles.reason} data-decides={reason.decides || undefined}>
      <Sign holds={reason.holds} />
      <div className="grow">
        <strong>{shared ? t('access.by_share') : reason.because || reason.rule}</strong>
        <span className={styles.facts}>
          {t(`rules.kind_${reason.kind}`)}
          {!shared && ` „${reason.rule}“`}
          {reason.decides && ` · ${t('access.decides')}`}
        </span>
        {reason.condition && <Part part={reason.condition} />}
      </div>
    </li>
  )
}

function Part({ part }: { part: ConditionPart }) {
  return (
    <div className={styles.part}>
      <div className={styles.partLine}>
        <Sign holds={part.holds} />
        <span>
          <code>{part.text}</code>
          {part.note && <span className={styles.facts}>{part.note}</span>}
        </span>
      </div>
      {part.parts?.map((inner, index) => (
        <Part key={index} part={inner} />
      ))}
    </div>
  )
}

function Sign({ holds }: { holds: boolean }) {
  const { t } = useLocale()
  const Icon = holds ? IconCheck : IconX
  return (
    <span className={styles.sign} data-holds={holds}>
      <Icon size={14} aria-hidden />
      <span className="visually-hidden">{t(holds ? 'access.holds' : 'access.does_not_hold')}</span>
    </span>
  )
}
