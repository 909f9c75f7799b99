import type { Rule } from '@/api/rules'
import { IconButton } from '@/ui/IconButton'
import { IconPencil } from '@/ui/icons'
import styles from './rules.module.css'
import { beginningOf, notesOf, type Speech } from './sentences'

interface Props {
  rule: Rule
  colour: string | undefined
  speech: Speech
  onEdit?(rule: Rule): void
}

/** One rule in plain words. */
export function RuleCard({ rule, colour, speech, onEdit }: Props) {
  const { t } = speech.locale
  return (
    <li className={styles.card}>
      <span className={`${styles.kind} ${colour ?? ''}`}>{t(`rules.kind_${rule.kind}`)}</span>
      <div className={styles.cardTexts}>
        <strong>{rule.name}</strong>
        <p>
          {beginningOf(rule, speech)} {rule.when && <code className={styles.condition}>{rule.when}</code>}
        </p>
        {rule.block && <p className="dim">{t('rules.of_block', { name: rule.block })}</p>}
        {notesOf(rule, speech).map((note) => (
          <p key={note} className="dim">
            {note}
          </p>
        ))}
      </div>
      {onEdit && !rule.block && <IconButton icon={IconPencil} label={t('rules.edit', { name: rule.name })} onClick={() => onEdit(rule)} />}
    </li>
  )
}
