import { useEffect, useRef, type ReactNode } from 'react'

/** The one heading of a page. Takes the focus when the page is opened, and names the browser's tab. */
export function PageTitle({ title, children, className }: { title: string; children?: ReactNode; className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Kontor`
  }, [title])
  useEffect(() => {
    const nothingElseHasIt = document.activeElement === document.body || document.activeElement?.closest('nav')
    if (nothingElseHasIt) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  )
}
