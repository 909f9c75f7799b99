import { Select } from '@mantine/core'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import styles from './BoardBar.module.css'
import type { BoardSettings as Settings } from '../viewState'
import { BoardSettings } from './BoardSettings'
import type { BoardPlan } from './plan'

interface Props {
  object: ObjectType
  plan: BoardPlan
  onChange(part: Settings): void
}

/** The pipelines as tabs, a choice in a menu when there are many; and how the board is laid out. */
export function BoardBar({ object, plan, onChange }: Props) {
  const { t, label } = useLocale()
  if (plan.pipelines.length < 2) return null
  return (
    <div className={styles.bar}>
      {plan.pipelines.length > 4 ? (
        <Select
          aria-label={t('board.pipeline')}
          data={plan.pipelines.map((option) => ({ value: option.key, label: label(option.label, option.key) }))}
          value={plan.pipeline}
          onChange={(pipeline) => pipeline && onChange({ pipeline })}
        />
      ) : (
        <div className={styles.choices} role="radiogroup" aria-label={t('board.pipeline')}>
          {plan.pipelines.map((option) => (
            <label key={option.key} className={styles.choice}>
              <input type="radio" name="pipeline" className="visually-hidden" checked={option.key === plan.pipeline} onChange={() => onChange({ pipeline: option.key })} />
              <span>{label(option.label, option.key)}</span>
            </label>
          ))}
        </div>
      )}
      <span className="grow" />
      <BoardSettings object={object} plan={plan} onChange={onChange} />
    </div>
  )
}
