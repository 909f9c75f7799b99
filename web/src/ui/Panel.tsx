import { Popover } from '@mantine/core'
import { lazy, Suspense, type ReactElement, type ReactNode } from 'react'
import { usePhone } from '@/lib/usePhone'

const Dialog = lazy(() => import('./Dialog').then((module) => ({ default: module.Dialog })))

interface Props {
  opened: boolean
  onToggle(opened: boolean): void
  title: string
  width: number
  /** The button it belongs to; takes a ref. */
  target: ReactElement
  children: ReactNode
}

/** Settings that belong to a button: below it on a desktop, on a page of their own on a phone. */
export function Panel({ opened, onToggle, title, width, target, children }: Props) {
  const phone = usePhone()
  const content = <Suspense>{opened && children}</Suspense>
  if (phone) {
    return (
      <>
        {target}
        <Suspense>
          {opened && (
            <Dialog opened onClose={() => onToggle(false)} title={title}>
              {content}
            </Dialog>
          )}
        </Suspense>
      </>
    )
  }
  return (
    <Popover opened={opened} onChange={onToggle} position="bottom-end" trapFocus withinPortal width={width}>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={title}>{content}</Popover.Dropdown>
    </Popover>
  )
}
