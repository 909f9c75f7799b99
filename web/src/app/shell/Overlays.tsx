import { lazy, Suspense, useEffect } from 'react'
import { useStore } from '@/lib/store'
import { pendingConflict } from '@/records/conflict'
import { overlay } from './shellState'

const loadPalette = () => import('./palette/Palette')
const loadQuickAdd = () => import('@/records/quick_add/QuickAdd')
const Palette = lazy(loadPalette)
const QuickAdd = lazy(loadQuickAdd)
const KeysDialog = lazy(() => import('./KeysDialog'))
const ConflictDialog = lazy(() => import('@/records/ConflictDialog'))

/** Dialogs that any screen can open. Their code is loaded when they are. */
export function Overlays() {
  const open = useStore(overlay)
  const conflict = useStore(pendingConflict)
  const close = () => overlay.set(null)
  // Ready before they are asked for, so that no letter typed at once is lost. Who is offline just then gets them on opening.
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of [loadPalette, loadQuickAdd]) load().catch(() => null)
    }, 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense>
      {open?.kind === 'palette' && <Palette onClose={close} />}
      {open?.kind === 'quick-add' && <QuickAdd object={open.object} onClose={close} />}
      {open?.kind === 'keys' && <KeysDialog onClose={close} />}
      {conflict && <ConflictDialog pending={conflict} />}
    </Suspense>
  )
}
