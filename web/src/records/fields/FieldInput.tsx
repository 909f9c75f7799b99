import { Suspense } from 'react'
import type { InputProps } from './fieldClient'
import { fieldClient } from './fieldClients'
import styles from './FieldInput.module.css'

/** The control for a field's value. Its code is loaded when it is first needed. */
export function FieldInput(props: InputProps) {
  const { Input } = fieldClient(props.field.type)
  if (!Input) return null
  return (
    <Suspense fallback={<span className={styles.waiting} />}>
      <Input {...props} />
    </Suspense>
  )
}
