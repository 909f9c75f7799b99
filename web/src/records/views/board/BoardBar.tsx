import { Select } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import styles from './BoardBar.module.css'
import type { BoardPlan } from './plan'

interface Props {
  plan: BoardPlan
  onPipeline(key: string): void
}

/** The pipelines as tabs; a choice in a menu when there are many. */
export function BoardBar({ plan, onPipeline }: Props) {
  const { t, label } = useLocale()
  if (plan.pipelines.length < 2) return null
  return (
    <div className={styles.bar}>
      {plan.pipelines.length > 4 ? (
        <Select
          aria-label={t('board.pipeline')}
          data={plan.pipelines.map((option) => ({ value: option.key, label: label(option.label, option.key) }))}
          value={plan.pipeline}
          onChange={(key) => key && onPipeline(key)}
        />
      ) : (
        <div className={styles.choices} role="radiogroup" aria-label={t('board.pipeline')}>
          {plan.pipelines.map((option) => (
            <label key={option.key} className={styles.choice}>
              <input type="radio" name="pipeline" className="visually-hidden" checked={option.key === plan.pipeline} onChange={() => onPipeline(option.key)} />
              <span>{label(option.label, option.key)}</span>
            </label>
          ))}
        </div>
      )}
    </div>
  )
}
