import type { Money } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import type { InputProps } from '../fieldClient'
import { TextControl } from '../TextControl'
import styles from './Input.module.css'

export default function Input(props: InputProps) {
  const { format } = useLocale()
  const currency = (props.value as Money | null)?.currency ?? props.field.currency ?? 'EUR'
  const textOf = (value: unknown) => format.number((value as Money).amount, 2)
  const sign = props.mode === 'form' ? <span className={styles.sign}>{currency === 'EUR' ? '€' : currency}</span> : undefined
  return <TextControl {...props} inputMode="decimal" textOf={textOf} rightSection={sign} />
}
