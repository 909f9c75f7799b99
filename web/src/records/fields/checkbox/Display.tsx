import { useT } from '@/i18n/locale'
import { IconCheck } from '@/ui/icons'
import type { DisplayProps } from '../fieldClient'
import styles from './Display.module.css'

export function Display({ value }: DisplayProps) {
  const t = useT()
  return (
    <span className={styles.box} data-checked={value === true || undefined}>
      {value === true && <IconCheck size={12} stroke={3} aria-hidden />}
      <span className="visually-hidden">{t(value === true ? 'value.yes' : 'value.no')}</span>
    </span>
  )
}
