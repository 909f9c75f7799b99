import { NoticeList } from '@/features/notices/NoticeList'
import { useT } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'
import styles from './NoticesScreen.module.css'

/** The notices as a page of their own: on phones, and for a bookmark. */
export function NoticesScreen() {
  const t = useT()
  return (
    <div className={styles.page}>
      <PageTitle title={t('notice.title')} />
      <NoticeList />
    </div>
  )
}
