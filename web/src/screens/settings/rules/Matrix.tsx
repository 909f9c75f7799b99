import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { Audience, Rule } from '@/api/rules'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { IconLock, IconPlus } from '@/ui/icons'
import { MatrixTable } from './MatrixTable'
import { rowsOf } from './matrix'
import { RuleCard } from './RuleCard'
import { coloursOf } from './ruleColours'
import styles from './rules.module.css'
import { sayAudienceOf } from './sentences'
import { useSpeech } from './useSpeech'
import { isForm } from './words'

interface Props {
  rules: Rule[]
  onEdit(rule: Rule): void
  onAdd(object: string, who: Audience | null): void
}

interface Chosen {
  title: string
  who: Audience
  rules: Rule[]
}

/** Who may do what with the records of one object; a cell shows the sentences that make it so. */
export function Matrix({ rules, onEdit, onAdd }: Props) {
  const speech = useSpeech()
  const { t, label } = speech.locale
  const objects = speech.catalogue.objects
  const [object, setObject] = useState(() => (objects.find((one) => one.name === 'deal') ?? objects[0])?.name ?? '')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const colours = coloursOf(rules)
  const rows = rowsOf(rules, object)
  const concerned = rules.filter((rule) => rule.objects.length === 0 || rule.objects.includes(object))

  function edit(rule: Rule): void {
    setChosen(null)
    onEdit(rule)
  }

  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Select label={t('rules.object')} data={objects.map((one) => ({ value: one.name, label: label(one.plural, one.name) }))} value={object} onChange={(next) => next && setObject(next)} searchable />
        <Button size="sm" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onAdd(object, null)}>
          {t('rules.add')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={IconLock} text={t('rules.nobody_sees')} detail={t('rules.nobody_sees_detail')} />
      ) : (
        <MatrixTable rows={rows} colours={colours} speech={speech} onChoose={(who, column, found) => setChosen({ title: `${sayAudienceOf(who, speech)}: ${column}`, who, rules: found })} />
      )}
      <h2>{t('rules.sentences')}</h2>
      <ul className={styles.cards}>
        {concerned.map((rule) => (
          <RuleCard key={rule.name} rule={rule} colour={colours.get(rule.name)} speech={speech} onEdit={isForm(rule.kind) ? onEdit : undefined} />
        ))}
      </ul>
      {chosen && (
        <Dialog
          opened
          onClose={() => setChosen(null)}
          title={chosen.title}
          size={640}
          footer={
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => {
                setChosen(null)
                onAdd(object, chosen.who)
              }}
            >
              {t('rules.add')}
            </Button>
          }
        >
          {chosen.rules.length === 0 ? (
            <p>{t('rules.no_rule')}</p>
          ) : (
            <ul className={styles.cards}>
              {chosen.rules.map((rule) => (
                <RuleCard key={rule.name} rule={rule} colour={colours.get(rule.name)} speech={speech} onEdit={edit} />
              ))}
            </ul>
          )}
        </Dialog>
      )}
    </div>
  )
}
