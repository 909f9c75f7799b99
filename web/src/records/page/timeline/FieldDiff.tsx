import type { Field } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconArrowRight } from '@/ui/icons'
import { isEmptyValue } from '../../fields/fieldClient'
import { FieldDisplay } from '../../fields/FieldDisplay'
import styles from './FieldDiff.module.css'

/** An old and a new value, one after the other. */
export function FieldDiff({ field, from, to }: { field: Field; from: unknown; to: unknown }) {
  const t = useT()
  return (
    <span className={styles.diff}>
      {!isEmptyValue(from) && (
        <>
          <del className={styles.old}>
            <FieldDisplay field={field} value={from} />
          </del>
          <IconArrowRight size={14} aria-hidden className={styles.arrow} />
        </>
      )}
      {isEmptyValue(to) ? <span className="dim">{t('history.emptied')}</span> : <FieldDisplay field={field} value={to} />}
    </span>
  )
}
