import { useStore } from '@/lib/store'
import { overlay } from './shellState'

/** Dialogs that any screen can open. Their code is loaded when they are. */
export function Overlays() {
  useStore(overlay)
  return null
}
