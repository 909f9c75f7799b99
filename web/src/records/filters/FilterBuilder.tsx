import { useState } from 'react'
import type { ObjectType } from '@/api/types'
import { useCatalogue } from '@/schema/catalogue'
import { conditionField } from './describe'
import styles from './FilterBuilder.module.css'
import { FilterGroup } from './FilterGroup'
import type { FilterNode, Group } from './model'
import { conditionFor } from './operators'
import { parseFilter } from './parse'
import { printFilter } from './print'

interface Props {
  object: ObjectType
  filter: string
  /** A path to begin a condition with. */
  startPath?: string | null
  onChange(filter: string): void
}

/** Conditions in groups that all or any must hold. The view follows every complete change. */
export default function FilterBuilder({ object, filter, startPath, onChange }: Props) {
  const catalogue = useCatalogue()
  const [root, setRoot] = useState<Group>(() => {
    const group = asGroup(parseFilter(filter))
    const operator = startPath && conditionField(startPath, catalogue, object)?.operators[0]
    return startPath && operator ? { ...group, children: [...group.children, conditionFor(startPath, operator, [])] } : group
  })

  function handleChange(next: Group): void {
    setRoot(next)
    const text = printFilter(next)
    if (text !== filter) onChange(text)
  }

  return (
    <div className={styles.builder}>
      <FilterGroup object={object} group={root} depth={0} onChange={handleChange} />
    </div>
  )
}

function asGroup(node: FilterNode): Group {
  return node.kind === 'group' ? node : { kind: 'group', all: true, children: [node] }
}
