import { Popover, ScrollArea } from '@mantine/core'
import { useState } from 'react'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconBell } from '@/ui/icons'
import styles from './NoticeBell.module.css'
import { NoticeList } from './NoticeList'
import { useNotices } from './useNotices'

/** The bell of the shell: how many notices are unread, and the list of them. */
export function NoticeBell() {
  const { t } = useLocale()
  const [opened, setOpened] = useState(false)
  return (
    <span className={styles.bell}>
      <Popover opened={opened} onChange={setOpened} position="right-end" width={360} trapFocus withinPortal>
        <Popover.Target>
          <IconButton icon={IconBell} label={t('notice.title')} aria-expanded={opened} onClick={() => setOpened(!opened)} />
        </Popover.Target>
        <Popover.Dropdown aria-label={t('notice.title')} className={styles.dropdown}>
          {opened && (
            <ScrollArea.Autosize mah="70vh" type="auto">
              <NoticeList onOpened={() => setOpened(false)} />
            </ScrollArea.Autosize>
          )}
        </Popover.Dropdown>
      </Popover>
      <UnreadBadge />
    </span>
  )
}

/** The number alone, for whatever leads to the list. */
export function UnreadBadge() {
  const { t, format } = useLocale()
  const { data } = useNotices()
  if (!data?.unread) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden>{format.number(data.unread)}</span>
      <span className="visually-hidden">{t('notice.unread', { n: data.unread })}</span>
    </span>
  )
}
