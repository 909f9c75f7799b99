import type { Verdict } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import styles from './VerdictCards.module.css'

const shown = ['create', 'update', 'skip', 'error', 'warning'] as const
const tones = { create: 'won', update: 'info', skip: 'calm', error: 'lost', warning: 'warn' }

/** The result of the check in numbers. */
export function VerdictCards({ verdict }: { verdict: Verdict }) {
  const { t, format } = useLocale()
  return (
    <dl className={styles.cards}>
      {shown.map((name) => (
        <div key={name} className={styles.card} data-tone={verdict[name] > 0 ? tones[name] : 'calm'}>
          <dt>{t(`import.verdict_${name}`)}</dt>
          <dd>{format.number(verdict[name])}</dd>
          {name === 'skip' && verdict.duplicate > 0 && <span className={styles.note}>{t('import.verdict_duplicates', { n: verdict.duplicate })}</span>}
        </div>
      ))}
    </dl>
  )
}
