import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { listReadySets, type ReadySet, type RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { Placeholder } from '@/ui/Placeholder'
import { ReadySetDialog } from './ReadySetDialog'
import styles from './rules.module.css'

/** Sets of rules to begin with. Taking one changes the draft; nothing is in force before it is saved. */
export function ReadySets({ language, onTake }: { language: RuleLanguage; onTake(set: ReadySet): void }) {
  const { t, label } = useLocale()
  const [shown, setShown] = useState<ReadySet | null>(null)
  const { data, error, refetch } = useQuery({ queryKey: keys.readySets(language), queryFn: ({ signal }) => listReadySets(language, signal) })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder lines={6} />
  return (
    <>
      <p className="dim">{t('rules.sets_text')}</p>
      <ul className={styles.sets}>
        {data.map((set) => (
          <li key={set.name} className={styles.set}>
            <h2>{label(set.label, set.name)}</h2>
            <p>{label(set.description)}</p>
            <span className="dim">{t('rules.set_examples', { n: set.examples })}</span>
            <div className={styles.bar}>
              <Button variant="default" onClick={() => setShown(set)} aria-label={t('rules.look_at_set', { name: label(set.label, set.name) })}>
                {t('rules.look_at')}
              </Button>
              <Button onClick={() => onTake(set)} aria-label={t('rules.take_set', { name: label(set.label, set.name) })}>
                {t('rules.take')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {shown && (
        <ReadySetDialog
          set={shown}
          language={language}
          onClose={() => setShown(null)}
          onTake={() => {
            setShown(null)
            onTake(shown)
          }}
        />
      )}
    </>
  )
}
