import { useLocale } from '@/i18n/locale'
import { OptionBadge } from '@/ui/OptionBadge'
import type { DisplayProps } from '../fieldClient'
import styles from './Display.module.css'

export function Display({ field, value }: DisplayProps) {
  const { label } = useLocale()
  if (!Array.isArray(value)) return null
  return (
    <span className={styles.tags}>
      {value.map((key: string) => {
        const option = field.options?.find((candidate) => candidate.key === key)
        return (
          <OptionBadge key={key} colour={option?.colour ?? 'grey'}>
            {label(option?.label, key)}
          </OptionBadge>
        )
      })}
    </span>
  )
}
