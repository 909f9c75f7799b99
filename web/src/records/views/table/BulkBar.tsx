import { Button, Menu } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useCommands } from '@/commands/registry'
import type { Count, ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconDots, IconPencil, IconTag, IconTrash, IconUser, IconX } from '@/ui/icons'
import { isEditable } from '../../fields/fieldClients'
import { changeMany } from '../../write'
import styles from './BulkBar.module.css'
import { noSelection, type Selection } from './selection'

const BulkEdit = lazy(() => import('./BulkEdit'))

interface Props {
  object: ObjectType
  selection: Selection
  onSelect(selection: Selection): void
  filter: string
  count: Count | undefined
}

/** What can be done with all selected records at once. */
export function BulkBar({ object, selection, onSelect, filter, count }: Props) {
  const { t, format } = useLocale()
  const [editing, setEditing] = useState<string | null>(null)
  const tags = object.fields.find((field) => field.type === 'multi_select' && isEditable(field))
  const number = selection.all ? (count?.value ?? 0) : selection.ids.size
  useCommands([
    { id: 'bulk-assign', label: () => t('bulk.assign'), group: 'record', shortcut: 'a', can: () => number > 0, run: () => setEditing('owner') },
    { id: 'bulk-tag', label: () => t('bulk.tag'), group: 'record', shortcut: 't', can: () => number > 0 && tags !== undefined, run: () => setEditing(tags?.name ?? null) },
  ])
  if (number === 0) return null
  const target = selection.all ? { ids: null, filter } : { ids: [...selection.ids] }

  async function handleDelete(): Promise<void> {
    if (await changeMany(object.name, { ...target, action: 'delete' })) onSelect(noSelection)
  }

  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk.title')}>
      <span className={styles.count}>{t(selection.all ? 'bulk.selected_all' : 'bulk.selected', { n: format.number(number) })}</span>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setEditing('')}>
        {t('bulk.edit')}
      </Button>
      <Button variant="default" leftSection={<IconUser size={16} />} onClick={() => setEditing('owner')}>
        {t('bulk.assign')}
      </Button>
      {tags && (
        <Button variant="default" leftSection={<IconTag size={16} />} onClick={() => setEditing(tags.name)}>
          {t('bulk.tag')}
        </Button>
      )}
      <Menu position="top-end">
        <Menu.Target>
          <IconButton icon={IconDots} label={t('common.more')} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => void handleDelete()}>
            {t('bulk.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <IconButton icon={IconX} label={t('bulk.clear')} onClick={() => onSelect(noSelection)} />
      <Suspense>
        {editing !== null && <BulkEdit object={object} field={editing} target={target} number={number} onClose={() => setEditing(null)} onDone={() => onSelect(noSelection)} />}
      </Suspense>
    </div>
  )
}
