import { Outlet } from '@tanstack/react-router'
import { LiveRegion } from '@/ui/LiveRegion'
import { ToastArea } from '@/ui/ToastArea'

export function Root() {
  return (
    <>
      <Outlet />
      <ToastArea />
      <LiveRegion />
    </>
  )
}
