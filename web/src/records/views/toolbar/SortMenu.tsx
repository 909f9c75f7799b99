import { Button, Popover, Select } from '@mantine/core'
import { useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconArrowsSort, IconPlus, IconSortAscending, IconSortDescending, IconX } from '@/ui/icons'
import { useSortPaths } from '../useSortPaths'
import type { ToolbarProps } from './Toolbar'
import styles from './SortMenu.module.css'
import { ToolButton } from './ToolButton'

/** The order: any number of fields, the first counts most. */
export function SortMenu({ object, state, onChange }: ToolbarProps) {
  const { t } = useLocale()
  const [opened, setOpened] = useState(false)
  const paths = useSortPaths(object)
  useCommands([{ id: 'sort', label: ({ t: translate }) => translate('toolbar.sort'), group: 'view', icon: IconArrowsSort, shortcut: 's', run: () => setOpened(true) }])
  const setEntry = (index: number, entry: string) => onChange({ sort: state.sort.with(index, entry) })
  const unused = paths.find((path) => !state.sort.some((entry) => entry.replace(/^-/, '') === path.value))

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal width={340}>
      <Popover.Target>
        <ToolButton icon={IconArrowsSort} text={t('toolbar.sort')} number={state.sort.length} onClick={() => setOpened(!opened)} aria-expanded={opened} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('toolbar.sort')}>
        <div className="stack">
          {state.sort.length === 0 && <span className="dim">{t('sort.default')}</span>}
          {state.sort.map((entry, index) => {
            const descending = entry.startsWith('-')
            const path = entry.replace(/^-/, '')
            return (
              <div key={path} className={styles.row}>
                <Select
                  className="grow"
                  aria-label={t('filter.field')}
                  data={paths}
                  value={path}
                  onChange={(next) => next && setEntry(index, descending ? `-${next}` : next)}
                  searchable
                  comboboxProps={{ withinPortal: false }}
                />
                <IconButton
                  icon={descending ? IconSortDescending : IconSortAscending}
                  label={t(descending ? 'table.sort_down' : 'table.sort_up')}
                  onClick={() => setEntry(index, descending ? path : `-${path}`)}
                />
                <IconButton icon={IconX} label={t('common.remove')} onClick={() => onChange({ sort: state.sort.toSpliced(index, 1) })} />
              </div>
            )
          })}
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={!unused} onClick={() => unused && onChange({ sort: [...state.sort, unused.value] })}>
            {t('sort.add')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
