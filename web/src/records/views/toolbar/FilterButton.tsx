import { Popover } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { useStore } from '@/lib/store'
import { IconFilter } from '@/ui/icons'
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

  function handleOpen(next: boolean): void {
    setOpened(next)
    if (!next) requestedFilter.set(null)
  }

  return (
    <Popover opened={opened} onChange={handleOpen} position="bottom-end" trapFocus withinPortal width={560}>
      <Popover.Target>
        <ToolButton icon={IconFilter} text={t('toolbar.filter')} number={number} onClick={() => handleOpen(!opened)} aria-expanded={opened} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('toolbar.filter')}>
        <Suspense>
          {opened && <FilterBuilder object={object} filter={state.filter} startPath={requested} onChange={(filter) => onChange({ filter })} />}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
