import { Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { IconArrowsSort } from '@/ui/icons'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

const SortPanel = lazy(() => import('./SortPanel'))

/** The order: any number of fields, the first counts most. */
export function SortMenu({ object, state, onChange }: ToolbarProps) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  useCommands([{ id: 'sort', label: ({ t: translate }) => translate('toolbar.sort'), group: 'view', icon: IconArrowsSort, shortcut: 's', run: () => setOpened(true) }])
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal width={340}>
      <Popover.Target>
        <ToolButton icon={IconArrowsSort} text={t('toolbar.sort')} number={state.sort.length} onClick={() => setOpened(!opened)} aria-expanded={opened} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('toolbar.sort')}>
        <Suspense>{opened && <SortPanel object={object} sort={state.sort} onChange={(sort) => onChange({ sort })} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
