import { lazy, useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { IconArrowsSort } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

const SortPanel = lazy(() => import('./SortPanel'))

/** The order: any number of fields, the first counts most. */
export function SortMenu({ object, state, onChange }: ToolbarProps) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  useCommands([{ id: 'sort', label: ({ t: translate }) => translate('toolbar.sort'), group: 'view', icon: IconArrowsSort, shortcut: 's', run: () => setOpened(true) }])
  const button = <ToolButton icon={IconArrowsSort} text={t('toolbar.sort')} number={state.sort.length} onClick={() => setOpened(!opened)} aria-expanded={opened} />
  return (
    <Panel opened={opened} onToggle={setOpened} title={t('toolbar.sort')} width={340} target={button}>
      <SortPanel object={object} sort={state.sort} onChange={(sort) => onChange({ sort })} />
    </Panel>
  )
}
