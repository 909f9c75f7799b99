import { Select } from '@mantine/core'
import { Suspense } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { IconButton } from '@/ui/IconButton'
import { IconX } from '@/ui/icons'
import { fieldClient } from '../fields/fieldClients'
import { conditionField } from './describe'
import styles from './FilterBuilder.module.css'
import type { Condition, FilterNode, Raw } from './model'
import { conditionFor, needsOperand, operatorOf, type OperatorName } from './operators'
import type { FilterPath } from './useFilterPaths'

interface Props {
  object: ObjectType
  node: Condition | Raw
  paths: FilterPath[]
  onChange(node: FilterNode): void
  onRemove(): void
}

export function ConditionRow({ object, node, paths, onChange, onRemove }: Props) {
  const { t } = useLocale()
  const catalogue = useCatalogue()
  const found = node.kind === 'condition' ? conditionField(node.path, catalogue, object) : undefined
  const operator = node.kind === 'condition' && found ? operatorOf(node, found.operators) : undefined
  const remove = <IconButton icon={IconX} label={t('filter.remove')} size={28} iconSize={16} onClick={onRemove} />
  if (node.kind === 'raw' || !found || !operator) {
    return (
      <div className={styles.rawRow}>
        <code className={styles.raw}>{node.kind === 'raw' ? node.text : `${node.path} ${node.comparison} ${node.operands.join(', ')}`}</code>
        {remove}
      </div>
    )
  }
  const { Filter } = fieldClient(found.field.type)

  function handlePath(path: string | null): void {
    const first = paths.find((candidate) => candidate.path === path)?.operators[0]
    if (path && first) onChange(conditionFor(path, first, []))
  }

  // Of the old operands those are kept that the new operator can hold as well.
  function handleOperator(name: string | null): void {
    if (!name) return
    const next = conditionFor((node as Condition).path, name as OperatorName, [])
    const old = (node as Condition).operands
    const fits = next.comparison === 'in' || (old.length === 1 && next.comparison !== 'between')
    onChange(needsOperand(name as OperatorName) && fits && needsOperand(operator!) ? { ...next, operands: old } : next)
  }

  return (
    <div className={styles.condition}>
      <Select
        aria-label={t('filter.field')}
        data={paths.map((path) => ({ value: path.path, label: path.label }))}
        value={node.path}
        onChange={handlePath}
        searchable
        comboboxProps={{ withinPortal: false, width: 240, position: 'bottom-start' }}
      />
      <Select
        aria-label={t('filter.operator')}
        data={found.operators.map((name) => ({ value: name, label: t(`operator.${name}`) }))}
        value={operator}
        onChange={handleOperator}
        comboboxProps={{ withinPortal: false }}
      />
      {Filter && needsOperand(operator) ? (
        <Suspense fallback={<span />}>
          <Filter
            key={`${node.path} ${operator}`}
            field={found.field}
            operator={operator}
            operands={node.operands}
            label={t('filter.value')}
            onChange={(operands) => onChange({ ...node, operands })}
          />
        </Suspense>
      ) : (
        <span />
      )}
      {remove}
    </div>
  )
}
