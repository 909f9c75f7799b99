import { useEffect } from 'react'
import type { ObjectType } from '@/api/types'
import { useT } from '@/i18n/locale'
import { announce } from '@/ui/announce'
import type { List } from '../useList'
import styles from './ListStatus.module.css'

/** A line of progress while rows change; the new number of rows is read out. */
export function ListStatus({ list, object }: { list: List; object: ObjectType }) {
  const t = useT()
  const { count, isChanging } = list
  useEffect(() => {
    if (count && !isChanging) announce(t('table.count', { n: count.value }))
  }, [count, isChanging, object.name, t])
  return isChanging ? <div className={styles.progress} aria-hidden /> : null
}
