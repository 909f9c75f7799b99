import { Button } from '@mantine/core'
import { useEffect } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { announce } from '@/ui/announce'
import type { List } from './useList'
import styles from './ListStatus.module.css'

/** A line of progress while rows change, or why they could not; the new number of rows is read out. */
export function ListStatus({ list, object }: { list: List; object: ObjectType }) {
  const locale = useLocale()
  const { t } = locale
  const { count, isChanging } = list
  useEffect(() => {
    if (count && !isChanging) announce(t('table.count', { n: count.value }))
  }, [count, isChanging, object.name, t])
  if (list.error) {
    return (
      <div className={styles.error} role="alert">
        {errorText(list.error, locale)}
        <Button variant="subtle" size="compact-xs" onClick={list.retry}>
          {t('common.retry')}
        </Button>
      </div>
    )
  }
  return isChanging ? <div className={styles.progress} aria-hidden /> : null
}
