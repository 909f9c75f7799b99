import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { endViewing } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { useSession } from '@/schema/catalogue'
import { IconEye } from '@/ui/icons'
import { showToast } from '@/ui/toast'
import styles from './ViewingBar.module.css'

// Asked rarely: loaded when it is.
const HiddenDialog = lazy(() => import('./HiddenDialog').then((module) => ({ default: module.HiddenDialog })))

/** Says on every screen through whose eyes it is seen, and that nothing can be changed meanwhile. */
export function ViewingBar() {
  const locale = useLocale()
  const { t, format } = locale
  const { viewing } = useSession()
  const [shown, setShown] = useState(false)
  if (!viewing) return null
  const emergency = viewing.kind === 'emergency'
  const until = viewing.until ? format.time(viewing.until) : ''

  async function handleEnd(): Promise<void> {
    try {
      await endViewing()
      location.assign('/settings/members')
    } catch (error) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(error, locale) })
    }
  }

  return (
    <div className={styles.bar} role="status">
      <IconEye size={18} aria-hidden />
      <span className="grow">
        <strong>{t(emergency ? 'viewing.emergency_as' : 'viewing.as', { name: viewing.user.name })}</strong> {t(emergency ? 'viewing.logged_until' : 'viewing.read_only', { time: until })}
      </span>
      {!emergency && (
        <Button variant="subtle" color="dark" onClick={() => setShown(true)}>
          {t('viewing.hidden')}
        </Button>
      )}
      <Button variant="default" onClick={() => void handleEnd()}>
        {t('viewing.end')}
      </Button>
      <Suspense>{shown && <HiddenDialog name={viewing.user.name} onClose={() => setShown(false)} />}</Suspense>
    </div>
  )
}
