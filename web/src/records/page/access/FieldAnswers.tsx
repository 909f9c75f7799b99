import type { FieldAnswer } from '@/api/rules'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { findField } from '@/schema/catalogue'
import styles from './access.module.css'

/** How much of each field is seen, and which rule shows it or holds it back. */
export function FieldAnswers({ object, fields }: { object: ObjectType; fields: FieldAnswer[] }) {
  const { t, label } = useLocale()
  return (
    <details className={styles.more}>
      <summary>{t('access.fields', { n: fields.length })}</summary>
      <ul className={styles.list}>
        {fields.map((field) => (
          <li key={field.field} className={styles.field}>
            <span>{label(findField(object, field.field)?.label, field.field)}</span>
            <strong>{t(`rules.mode_${field.mode}`)}</strong>
            <span className={styles.facts}>{[field.rule, field.cap && t('access.capped', { name: field.cap })].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
