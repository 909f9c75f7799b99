import { Button, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import type { ObjectType } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconPlus, IconX } from '@/ui/icons'
import { ConditionRow } from './ConditionRow'
import styles from './FilterBuilder.module.css'
import type { FilterNode, Group } from './model'
import { conditionFor } from './operators'
import { useFilterPaths } from './useFilterPaths'

interface Props {
  object: ObjectType
  group: Group
  depth: number
  onChange(group: Group): void
  onRemove?(): void
}

const deepest = 3

export function FilterGroup({ object, group, depth, onChange, onRemove }: Props) {
  const t = useT()
  const paths = useFilterPaths(object)
  const setChild = (index: number, child: FilterNode) => onChange({ ...group, children: group.children.with(index, child) })
  const removeChild = (index: number) => onChange({ ...group, children: group.children.toSpliced(index, 1) })
  const add = (child: FilterNode) => onChange({ ...group, children: [...group.children, child] })
  const first = paths.find((path) => path.path === object.title_field) ?? paths[0]
  const fresh = () => conditionFor(first!.path, first!.operators[0]!, [])

  return (
    <div className={styles.group} data-depth={depth} role="group" aria-label={t(group.all ? 'filter.all_of' : 'filter.any_of')}>
      <div className={styles.head}>
        {group.children.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label={t('filter.combine')}
            value={group.all ? 'all' : 'any'}
            onChange={(value) => onChange({ ...group, all: value === 'all' })}
            data={[
              { value: 'all', label: t('filter.all_of') },
              { value: 'any', label: t('filter.any_of') },
            ]}
          />
        ) : (
          depth === 0 && <span>{t(group.children.length === 0 ? 'filter.empty' : 'filter.show_where')}</span>
        )}
        <span className="grow" />
        {onRemove && <IconButton icon={IconX} label={t('filter.remove_group')} size={24} iconSize={14} onClick={onRemove} />}
      </div>
      {group.children.map((child, index) => {
        if (child.kind === 'group') {
          return <FilterGroup key={index} object={object} group={child} depth={depth + 1} onChange={(next) => setChild(index, next)} onRemove={() => removeChild(index)} />
        }
        return <ConditionRow key={index} object={object} node={child} paths={paths} onChange={(next) => setChild(index, next)} onRemove={() => removeChild(index)} />
      })}
      <div className={styles.actions}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={!first} onClick={() => add(fresh())}>
          {t('filter.add')}
        </Button>
        {depth < deepest - 1 && (
          <Button variant="subtle" size="compact-sm" color="gray" c="var(--text-2)" disabled={!first} onClick={() => add({ kind: 'group', all: !group.all, children: [fresh()] })}>
            {t('filter.add_group')}
          </Button>
        )}
      </div>
    </div>
  )
}
