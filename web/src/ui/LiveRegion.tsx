import { useStore } from '@/lib/store'
import { announcement } from './announce'

export function LiveRegion() {
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {useStore(announcement)}
    </div>
  )
}
