import { Button, Select } from '@mantine/core'
import type { ObjectType } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconPlus, IconSortAscending, IconSortDescending, IconX } from '@/ui/icons'
import { useSortPaths } from '../useSortPaths'
import styles from './SortPanel.module.css'

/** What the server sorts by at once. */
const mostPaths = 4

interface Props {
  object: ObjectType
  sort: string[]
  onChange(sort: string[]): void
}

export default function SortPanel({ object, sort, onChange }: Props) {
  const t = useT()
  const paths = useSortPaths(object)
  const unused = paths.find((path) => !sort.some((entry) => entry.replace(/^-/, '') === path.value))
  return (
    <div className="stack">
      {sort.length === 0 && <span className="dim">{t('sort.default')}</span>}
      {sort.map((entry, index) => {
        const descending = entry.startsWith('-')
        const path = entry.replace(/^-/, '')
        return (
          <div key={path} className={styles.row}>
            <Select
              className="grow"
              aria-label={t('filter.field')}
              data={paths}
              value={path}
              onChange={(next) => next && onChange(sort.with(index, descending ? `-${next}` : next))}
              searchable
              comboboxProps={{ withinPortal: false }}
            />
            <IconButton
              icon={descending ? IconSortDescending : IconSortAscending}
              label={t(descending ? 'table.sort_down' : 'table.sort_up')}
              onClick={() => onChange(sort.with(index, descending ? path : `-${path}`))}
            />
            <IconButton icon={IconX} label={t('common.remove')} onClick={() => onChange(sort.toSpliced(index, 1))} />
          </div>
        )
      })}
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={!unused || sort.length >= mostPaths} onClick={() => unused && onChange([...sort, unused.value])}>
        {t('sort.add')}
      </Button>
    </div>
  )
}
