import { Link } from '@tanstack/react-router'
import type { DisplayProps } from '../fieldClient'
import styles from './Display.module.css'
import { references } from './references'

export function Display({ field, value }: DisplayProps) {
  const target = field.relation?.target
  return (
    <span className={styles.list}>
      {references(value).map((reference) =>
        target && reference.id ? (
          <Link key={reference.id} to="/d/$object/r/$id" params={{ object: target, id: reference.id }} className={styles.chip} tabIndex={-1}>
            {reference.title}
          </Link>
        ) : (
          <span key={reference.title}>{reference.title}</span>
        ),
      )}
    </span>
  )
}
