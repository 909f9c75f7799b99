import { Outlet } from '@tanstack/react-router'
import { useT } from '@/i18n/locale'
import { LiveRegion } from '@/ui/LiveRegion'
import { overlaysId } from '@/ui/theme'
import { ToastArea } from '@/ui/ToastArea'

export function Root() {
  const t = useT()
  return (
    <>
      <Outlet />
      <div id={overlaysId} role="region" aria-label={t('common.overlays')} />
      <ToastArea />
      <LiveRegion />
    </>
  )
}
