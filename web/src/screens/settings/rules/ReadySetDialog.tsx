import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { readRules, type Action, type ReadySet, type RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { Dialog } from '@/ui/Dialog'
import { Placeholder } from '@/ui/Placeholder'
import { promisesOf } from './exampleTable'
import { RuleCard } from './RuleCard'
import { coloursOf } from './ruleColours'
import styles from './rules.module.css'
import { useSpeech } from './useSpeech'
import { actions } from './words'

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
  const { data, error, refetch } = useQuery({ queryKey: keys.readRules(language, set.text), queryFn: ({ signal }) => readRules(set.text, language, undefined, signal) })
  const colours = coloursOf(data?.rules ?? [])

  function sayWord(word: string): string {
    if (word === 'yes' || word === 'no') return t(`rules.verdict_${word}`)
    if ((actions as string[]).includes(word)) return t(`rules.action_${word as Action}`)
    return word === 'mask' || word === 'none' ? t(`rules.mode_${word}`) : word
  }

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
        <h2>{t('rules.examples_of_set')}</h2>
        <table className={styles.examples}>
          <thead>
            <tr>
              <th scope="col">{t('rules.who')}</th>
              <th scope="col">{t('rules.asks')}</th>
              <th scope="col">{t('rules.record')}</th>
              <th scope="col">{t('rules.answer')}</th>
            </tr>
          </thead>
          <tbody>
            {promisesOf(set.table).map((parts) => (
              <tr key={parts.join(' ')}>
                {parts.map((part, index) => (
                  <td key={index}>{index === 0 ? part : sayWord(part)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
