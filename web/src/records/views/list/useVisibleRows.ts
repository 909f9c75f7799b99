import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { scaleFor, type Scale } from '../table/scroll'
import type { Range } from '../useRows'

const overscan = 8

/** Which rows of a long list are on the screen. `offset` places them when the scroll bar is shorter than the rows. */
export function useVisibleRows(scroller: RefObject<HTMLElement | null>, rowCount: number, rowHeight: number): { range: Range; scale: Scale; offset: number } {
  const scale = useMemo(() => scaleFor(rowCount, rowHeight), [rowCount, rowHeight])
  const [shown, setShown] = useState({ first: 0, last: 20, offset: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    function place(): void {
      const viewport = element!.clientHeight
      const top = scale.toContent(element!.scrollTop, viewport)
      const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
      const last = Math.ceil((top + viewport) / rowHeight) + overscan
      const offset = Math.round(element!.scrollTop - top)
      setShown((old) => (old.first === first && old.last === last && old.offset === offset ? old : { first, last, offset }))
    }
    place()
    element.addEventListener('scroll', place, { passive: true })
    return () => element.removeEventListener('scroll', place)
  }, [scroller, scale, rowHeight, rowCount])
  const { first, last } = shown
  return { range: useMemo(() => ({ first, last }), [first, last]), scale, offset: shown.offset }
}
