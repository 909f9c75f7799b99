import { Checkbox, Popover, Select } from '@mantine/core'
import { useState } from 'react'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconAdjustments } from '@/ui/icons'
import type { BoardSettings as Settings } from '../viewState'
import styles from './BoardBar.module.css'
import { BoardLimits } from './BoardLimits'
import { cardFieldsAtMost, columnFields, lanesOf, type BoardPlan } from './plan'

interface Props {
  object: ObjectType
  plan: BoardPlan
  onChange(part: Settings): void
}

/** Which field makes the columns, and what stands on a card. */
export function BoardSettings({ object, plan, onChange }: Props) {
  const { t, label } = useLocale()
  const [opened, setOpened] = useState(false)
  const fields = object.fields.filter((field) => field.name !== plan.field.name && field.name !== object.title_field && field.type !== 'long_text' && field.relation?.cardinality !== 'many' && !field.system)
  const figures = object.fields.filter((field) => field.type === 'money' || field.type === 'number')

  function toggle(name: string): void {
    const next = plan.cardFields.includes(name) ? plan.cardFields.filter((other) => other !== name) : [...plan.cardFields, name]
    onChange({ fields: next })
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} trapFocus withinPortal>
      <Popover.Target>
        <IconButton icon={IconAdjustments} label={t('board.settings')} size={28} iconSize={16} aria-expanded={opened} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('board.settings')}>
        <div className={`stack ${styles.panel}`}>
          <Select
            label={t('board.columns_by')}
            data={columnFields(object).map((field) => ({ value: field.name, label: label(field.label, field.name) }))}
            value={plan.field.name}
            onChange={(field) => field && onChange({ field, pipeline: undefined, sums: undefined, collapsed: [], limits: undefined })}
            comboboxProps={{ withinPortal: false }}
          />
          {figures.length > 0 && (
            <Select
              label={t('board.sum_of')}
              data={[{ value: '', label: t('board.no_sum') }, ...figures.map((field) => ({ value: field.name, label: label(field.label, field.name) }))]}
              value={plan.sums[0] ?? ''}
              onChange={(name) => onChange({ sums: name ? [name] : [] })}
              comboboxProps={{ withinPortal: false }}
            />
          )}
          <fieldset className={styles.fields}>
            <legend>{t('board.card_fields', { n: cardFieldsAtMost })}</legend>
            {fields.map((field) => {
              const shown = plan.cardFields.includes(field.name)
              return <Checkbox key={field.name} size="xs" label={label(field.label, field.name)} checked={shown} disabled={!shown && plan.cardFields.length >= cardFieldsAtMost} onChange={() => toggle(field.name)} />
            })}
          </fieldset>
          <BoardLimits options={lanesOf(plan)} limits={plan.limits} onChange={(limits) => onChange({ limits })} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
