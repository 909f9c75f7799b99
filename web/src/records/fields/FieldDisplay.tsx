import type { Field } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconLock } from '@/ui/icons'
import { isEmptyValue, isMasked } from './fieldClient'
import { fieldClient } from './fieldClients'
import styles from './FieldDisplay.module.css'

/** The value of a field for reading. Masked values say so; empty ones show nothing. */
export function FieldDisplay({ field, value }: { field: Field; value: unknown }) {
  const t = useT()
  if (isMasked(value)) {
    return (
      <span className={styles.masked} title={t('field.masked')}>
        <IconLock size={14} aria-hidden />
        {value.masked || '••••'}
        <span className="visually-hidden">{t('field.masked')}</span>
      </span>
    )
  }
  if (isEmptyValue(value)) return null
  const { Display } = fieldClient(field.type)
  return <Display field={field} value={value} />
}
