import type { DisplayProps } from '../fieldClient'
import styles from './Display.module.css'

export function Display({ value }: DisplayProps) {
  return <span className={styles.text}>{String(value)}</span>
}
