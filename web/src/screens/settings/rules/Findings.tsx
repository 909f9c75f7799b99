import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { lintRules } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { IconInfoCircle } from '@/ui/icons'
import styles from './rules.module.css'
import type { RuleDraft } from './useRuleDraft'

/** What looks wrong about rules that can be read: dead ones, contradictions, records nobody sees. */
export function Findings({ draft }: { draft: RuleDraft }) {
  const { t, language } = useLocale()
  const { data, error, refetch } = useQuery({
    queryKey: keys.lint(language, draft.text, draft.unit),
    queryFn: ({ signal }) => lintRules(draft.text, draft.unit, signal),
    enabled: draft.current && draft.text.trim() !== '',
    retry: false,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data || data.length === 0) return null
  return (
    <section aria-label={t('rules.findings')} className={styles.findings}>
      <h2>{t('rules.findings')}</h2>
      <ul className={styles.cards}>
        {data.map((finding) => (
          <li key={finding.text} className={styles.finding}>
            <IconInfoCircle size={16} aria-hidden />
            <span>{finding.text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
