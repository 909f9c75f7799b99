import { DndContext, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { changeUnit, type Organisation } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { announce } from '@/ui/announce'
import { IconPlus } from '@/ui/icons'
import { NewUnitDialog } from './NewUnitDialog'
import { UnitDialog } from './UnitDialog'
import { UnitRow } from './UnitRow'
import styles from './organisation.module.css'
import { inTreeOrder, isBelow, useChange } from './useOrganisation'

/** The tree. Dragging a unit onto another puts it below; the dialog of a unit does the same by keyboard. */
export function StructureTab({ organisation }: { organisation: Organisation }) {
  const t = useT()
  const change = useChange()
  const [opened, setOpened] = useState<string | null>(null)
  const [parent, setParent] = useState<string | null | undefined>(undefined)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }))
  const units = inTreeOrder(organisation.units)
  const current = units.find((unit) => unit.id === opened)

  async function handleDragEnd({ active, over }: DragEndEvent): Promise<void> {
    const id = String(active.id)
    const target = over ? String(over.id) : null
    const moved = units.find((unit) => unit.id === id)
    if (!target || !moved || moved.parent === target || isBelow(units, target, id)) return
    const there = units.find((unit) => unit.id === target)?.name ?? ''
    if (await change(() => changeUnit(id, { parent: target }))) announce(t('organisation.moved', { unit: moved.name, parent: there }))
  }

  return (
    <div className={styles.section}>
      <div className={styles.form}>
        <p className={`dim ${styles.grow}`}>{t('organisation.drag_hint')}</p>
        <Button className={styles.whole} size="sm" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setParent(null)}>
          {t('organisation.add_company')}
        </Button>
      </div>
      <DndContext sensors={sensors} onDragEnd={(event) => void handleDragEnd(event)} accessibility={{ screenReaderInstructions: { draggable: t('organisation.drag_hint') } }}>
        <ul className={styles.tree} aria-label={t('organisation.tab_structure')}>
          {units.map((unit) => (
            <UnitRow key={unit.id} unit={unit} organisation={organisation} onOpen={() => setOpened(unit.id)} onAdd={() => setParent(unit.id)} />
          ))}
        </ul>
      </DndContext>
      {current && <UnitDialog key={current.id} unit={current} organisation={organisation} onClose={() => setOpened(null)} />}
      {parent !== undefined && <NewUnitDialog parent={parent} organisation={organisation} onClose={() => setParent(undefined)} />}
    </div>
  )
}
