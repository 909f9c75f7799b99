import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { readRules, type ReadySet, type RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { Dialog } from '@/ui/Dialog'
import { Placeholder } from '@/ui/Placeholder'
import { RuleCard } from './RuleCard'
import { coloursOf } from './ruleColours'
import styles from './rules.module.css'
import { useSpeech } from './useSpeech'

interface Props {
  set: ReadySet
  language: RuleLanguage
  onClose(): void
  onTake(): void
}

/** What a ready set says, in plain words. */
export function ReadySetDialog({ set, language, onClose, onTake }: Props) {
  const { t, label } = useLocale()
  const speech = useSpeech()
  const { data, error, refetch } = useQuery({ queryKey: keys.readRules(language, set.text), queryFn: ({ signal }) => readRules(set.text, language, signal) })
  const colours = coloursOf(data?.rules ?? [])
  return (
    <Dialog opened onClose={onClose} title={label(set.label, set.name)} size={720} scrolled footer={<Button onClick={onTake}>{t('rules.take')}</Button>}>
      <div className={styles.stack}>
        <p>{label(set.description)}</p>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Placeholder lines={4} />}
        {data && (
          <ul className={styles.cards}>
            {data.rules.map((rule) => (
              <RuleCard key={rule.name} rule={rule} colour={colours.get(rule.name)} speech={speech} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}
