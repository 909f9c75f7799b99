import { lazy, useEffect, useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { useStore } from '@/lib/store'
import { IconFilter } from '@/ui/icons'
import { Panel } from '@/ui/Panel'
import { parseFilter } from '../../filters/parse'
import { requestedFilter } from '../../filters/requestFilter'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

const FilterBuilder = lazy(() => import('../../filters/FilterBuilder'))

/** Opens the filter; columns can ask for it with themselves as the first condition. */
export function FilterButton({ object, state, onChange }: ToolbarProps) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  const requested = useStore(requestedFilter)
  useCommands([{ id: 'filter', label: ({ t: translate }) => translate('toolbar.filter'), group: 'view', icon: IconFilter, shortcut: 'f', run: () => setOpened(true) }])
  useEffect(() => {
    if (requested) setOpened(true)
  }, [requested])
  const node = parseFilter(state.filter)
  const number = node.kind === 'group' ? node.children.length : 1

  function handleToggle(next: boolean): void {
    setOpened(next)
    if (!next) requestedFilter.set(null)
  }

  const button = <ToolButton icon={IconFilter} text={t('toolbar.filter')} number={number} onClick={() => handleToggle(!opened)} aria-expanded={opened} />
  return (
    <Panel opened={opened} onToggle={handleToggle} title={t('toolbar.filter')} width={560} target={button}>
      <FilterBuilder object={object} filter={state.filter} startPath={requested} onChange={(filter) => onChange({ filter })} />
    </Panel>
  )
}
