import { isApiError } from '@/api/error'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { IconAlertTriangle, IconCircleCheck } from '@/ui/icons'
import { complete } from './complete'
import { Findings } from './Findings'
import { indexOfByte, lineOf, wordAt } from './positions'
import { RuleTextarea } from './RuleTextarea'
import styles from './rules.module.css'
import { useKnown } from './useKnown'
import type { RuleDraft } from './useRuleDraft'

/** The rules as text, with what is wrong about it where it is wrong. */
export function RuleText({ draft }: { draft: RuleDraft }) {
  const locale = useLocale()
  const { t } = locale
  const known = useKnown(draft.language)
  const byte = isApiError(draft.problem) ? draft.problem.problem.position : null
  const index = typeof byte === 'number' && byte >= 0 ? indexOfByte(draft.text, byte) : null
  // A text that is no YAML says its line itself.
  const saysLine = isApiError(draft.problem) && !draft.problem.key.includes('kit.syntax')
  const rule = isApiError(draft.problem) ? draft.problem.problem.field : null
  return (
    <div className={styles.stack}>
      <p className="dim">{t('rules.text_hint')}</p>
      <RuleTextarea
        label={t('rules.text')}
        value={draft.text}
        onChange={draft.setText}
        suggest={(text, caret, asked) => complete(text, caret, known, asked)}
        wrong={index === null ? null : wordAt(draft.text, index)}
        describedBy="rules-state"
      />
      <div id="rules-state" aria-live="polite">
        {draft.problem ? (
          <p className={styles.problem}>
            <IconAlertTriangle size={16} aria-hidden />
            <span>
              {index !== null && saysLine && <strong>{t('rules.in_line', { line: lineOf(draft.text, index) })} </strong>}
              {rule && <strong>{t('rules.in_rule', { name: rule })} </strong>}
              {errorText(draft.problem, locale)}
            </span>
          </p>
        ) : (
          <p className={styles.fine}>
            <IconCircleCheck size={16} aria-hidden />
            {t('rules.count', { n: draft.read?.rules.length ?? 0 })}
          </p>
        )}
      </div>
      {!draft.problem && <Findings draft={draft} />}
    </div>
  )
}
