import { lazy, useState } from 'react'
import { useT } from '@/i18n/locale'
import { IconColumns } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

const FieldsPanel = lazy(() => import('./FieldsPanel'))

/** Which fields the view shows, and in which order. */
export function FieldsMenu({ object, state, onChange }: ToolbarProps) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  const button = <ToolButton icon={IconColumns} text={t('toolbar.fields')} onClick={() => setOpened(!opened)} aria-expanded={opened} />
  return (
    <Panel opened={opened} onToggle={setOpened} title={t('toolbar.fields')} width={320} target={button}>
      <FieldsPanel object={object} state={state} onChange={onChange} />
    </Panel>
  )
}
