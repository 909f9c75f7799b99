import { TextInput } from '@mantine/core'
import type { Option } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import styles from './BoardBar.module.css'
import { isZone } from './lanes'
import { withLimit, type LaneLimit, type LaneLimits } from './limits'

interface Props {
  options: Option[]
  limits: LaneLimits
  onChange(limits: LaneLimits): void
}

/** From when on a column shows that it is too much: too many cards, or cards left alone for too long. */
export function BoardLimits({ options, limits, onChange }: Props) {
  const { t, label } = useLocale()
  const open = options.filter((option) => !option.archived && !isZone(option))
  const figure = (option: Option, part: keyof LaneLimit) => (
    <TextInput
      size="xs"
      inputMode="numeric"
      maxLength={4}
      aria-label={t(part === 'most' ? 'board.limit_most_of' : 'board.limit_days_of', { name: label(option.label, option.key) })}
      value={limits[option.key]?.[part] ?? ''}
      onChange={(event) => onChange(withLimit(limits, option.key, { [part]: Number(event.currentTarget.value.replace(/\D/g, '')) || undefined }))}
    />
  )
  return (
    <fieldset className={styles.fields}>
      <legend>{t('board.limits')}</legend>
      <div className={styles.limits}>
        <span />
        <span aria-hidden>{t('board.limit_most')}</span>
        <span aria-hidden>{t('board.limit_days')}</span>
        {open.map((option) => (
          <div key={option.key} className={styles.limit}>
            <span className="ellipsis" aria-hidden>
              {label(option.label, option.key)}
            </span>
            {figure(option, 'most')}
            {figure(option, 'days')}
          </div>
        ))}
      </div>
    </fieldset>
  )
}
