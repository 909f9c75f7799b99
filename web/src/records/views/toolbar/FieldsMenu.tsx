import { Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useT } from '@/i18n/locale'
import { IconColumns } from '@/ui/icons'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

const FieldsPanel = lazy(() => import('./FieldsPanel'))

/** Which fields the view shows, and in which order. */
export function FieldsMenu({ object, state, onChange }: ToolbarProps) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal width={320}>
      <Popover.Target>
        <ToolButton icon={IconColumns} text={t('toolbar.fields')} onClick={() => setOpened(!opened)} aria-expanded={opened} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('toolbar.fields')}>
        <Suspense>{opened && <FieldsPanel object={object} state={state} onChange={onChange} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
