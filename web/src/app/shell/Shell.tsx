import { Outlet, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { followEvents } from '@/api/events'
import { queryClient } from '@/api/queryClient'
import { listenToKeys } from '@/commands/keyboard'
import { useT } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import { Placeholder } from '@/ui/Placeholder'
import { Navigation } from './Navigation'
import { OfflineBar } from './OfflineBar'
import { Overlays } from './Overlays'
import { PhoneTabs } from './PhoneTabs'
import styles from './Shell.module.css'
import { useShellCommands } from './useShellCommands'
import { ViewingBar } from './ViewingBar'

/** The frame of every screen behind the login: navigation, live updates, keyboard, dialogs that may open anywhere. */
export function Shell() {
  const t = useT()
  const phone = usePhone()
  const navigate = useNavigate()
  useShellCommands()
  useEffect(() => listenToKeys(), [])
  useEffect(
    () =>
      followEvents(queryClient, () => {
        queryClient.clear()
        void navigate({ to: '/login' })
      }),
    [navigate],
  )
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t('nav.skip')}
      </a>
      {!phone && <Navigation />}
      <div className={styles.page}>
        <ViewingBar />
        <OfflineBar />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Suspense fallback={<Placeholder />}>
            <Outlet />
          </Suspense>
        </main>
        {phone && <PhoneTabs />}
      </div>
      <Overlays />
    </div>
  )
}
