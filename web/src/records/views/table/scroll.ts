// Browsers cannot make an element of a million rows high enough. Beyond the limit the scroll bar stands for more than it
// is long: its position is stretched to the height the rows would have.

// 8 million pixels also leave half a pixel of precision in what a browser paints.
const tallest = 8_000_000

export interface Scale {
  /** Height of the scrolled element in pixels. */
  height: number
  /** Where the first visible pixel lies among the rows. */
  toContent(scrollTop: number, viewport: number): number
  toScroll(content: number, viewport: number): number
}

export function scaleFor(rowCount: number, rowHeight: number): Scale {
  const content = rowCount * rowHeight
  const height = Math.min(content, tallest)
  const ratio = (viewport: number) => (height > viewport ? (content - viewport) / (height - viewport) : 1)
  return {
    height,
    toContent: (scrollTop, viewport) => scrollTop * ratio(viewport),
    toScroll: (position, viewport) => position / ratio(viewport),
  }
}

/** What is left for rows between the header and the footer, which stay in sight. */
export function viewportOf(scroller: HTMLElement): number {
  const height = (element: Element | null) => element?.clientHeight ?? 0
  return Math.max(0, scroller.clientHeight - height(scroller.firstElementChild) - height(scroller.lastElementChild))
}
