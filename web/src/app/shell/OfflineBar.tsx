import { online } from '@/api/events'
import { useT } from '@/i18n/locale'
import { useStore } from '@/lib/store'
import { Delayed } from '@/ui/Delayed'
import { IconWifiOff } from '@/ui/icons'
import styles from './OfflineBar.module.css'

/** Live updates do not arrive. A break of a moment is not worth a word. */
export function OfflineBar() {
  const t = useT()
  if (useStore(online)) return null
  return (
    <Delayed milliseconds={3_000}>
      <div className={styles.bar} role="status">
        <IconWifiOff size={16} aria-hidden />
        {t('nav.offline')}
      </div>
    </Delayed>
  )
}
