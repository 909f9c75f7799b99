import { Button, Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Field, ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { IconButton } from '@/ui/IconButton'
import { IconPencil, IconPlus } from '@/ui/icons'
import { RecordPicker } from '../../fields/relation/RecordPicker'
import { updateFields } from '../../write'
import { changeLink, presetFor, reloadAround } from './link'
import styles from './Relations.module.css'

const QuickAdd = lazy(() => import('../../quick_add/QuickAdd'))

interface Props {
  field: Field
  target: ObjectType
  record: RecordData
}

/** Links an existing record, or makes a new one that is linked from the start. */
export function AddLink({ field, target, record }: Props) {
  const { t, label } = useLocale()
  const catalogue = useCatalogue()
  const [opened, setOpened] = useState(false)
  const [creating, setCreating] = useState(false)
  const many = field.relation?.cardinality === 'many'
  const name = t(many ? 'relation.add_to' : 'relation.change', { name: label(field.label, field.name) })

  function link(chosen: Reference | undefined): void {
    if (!chosen) return
    setOpened(false)
    if (many) void changeLink(catalogue, record, field, chosen, 'add')
    else void updateFields(record, { [field.name]: chosen }, undefined, t('relation.linked', { title: chosen.title }))
  }

  function handleCreated(created: RecordData): void {
    if (many) void reloadAround(record, target.name)
    else link({ id: created.id, title: created.title })
  }

  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus withinPortal>
        <Popover.Target>
          <IconButton icon={many ? IconPlus : IconPencil} label={name} size={28} iconSize={16} aria-expanded={opened} onClick={() => setOpened(!opened)} />
        </Popover.Target>
        <Popover.Dropdown aria-label={name}>
          <div className={styles.picker}>
            {target.can.create && (
              <Button
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => {
                  setOpened(false)
                  setCreating(true)
                }}
              >
                {t('object.new', { name: label(target.label) })}
              </Button>
            )}
            <RecordPicker object={target.name} value={[]} many={false} onChange={(chosen) => link(chosen[0])} label={t('relation.search_in', { name: label(target.plural) })} autoFocus withinPortal={false} />
          </div>
        </Popover.Dropdown>
      </Popover>
      {creating && (
        <Suspense>
          <QuickAdd object={target.name} preset={many ? presetFor(catalogue, field, record) : {}} onCreated={handleCreated} onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  )
}
