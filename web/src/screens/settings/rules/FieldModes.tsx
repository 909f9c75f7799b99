import { Button, Select } from '@mantine/core'
import type { FieldMode, Mode } from '@/api/rules'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconPlus, IconX } from '@/ui/icons'
import styles from './rules.module.css'
import { fieldClasses, modes } from './words'

interface Props {
  fields: FieldMode[]
  objects: ObjectType[]
  onChange(fields: FieldMode[]): void
}

const asUsual = 'usual'

/** How much of the fields is shown: by class, and single fields that differ. */
export function FieldModes({ fields, objects, onChange }: Props) {
  const { t, label } = useLocale()
  const single = fields.filter((field) => field.class === null)
  const choices = [...new Map(objects.flatMap((object) => object.fields.map((field) => [field.name, label(field.label, field.name)] as const))).entries()].map(([value, text]) => ({ value, label: text }))
  const modeData = modes.map((value) => ({ value: value as string, label: t(`rules.mode_${value}`) }))
  const unused = choices.find((choice) => !single.some((field) => field.field === choice.value))

  function setClass(name: (typeof fieldClasses)[number], mode: string | null): void {
    const others = fields.filter((field) => field.class !== name)
    onChange(mode && mode !== asUsual ? [...others, { class: name, field: null, mode: mode as Mode }] : others)
  }

  function setSingle(index: number, change: Partial<FieldMode> | null): void {
    const next = single.flatMap((field, at) => (at !== index ? field : change ? { ...field, ...change } : []))
    onChange([...fields.filter((field) => field.class !== null), ...next])
  }

  return (
    <fieldset className={styles.choices}>
      <legend>{t('rules.fields')}</legend>
      {fieldClasses.map((name) => (
        <Select
          key={name}
          w={150}
          label={t(`rules.class_${name}`)}
          data={[{ value: asUsual, label: t('rules.as_usual') }, ...modeData]}
          value={fields.find((field) => field.class === name)?.mode ?? asUsual}
          onChange={(next) => setClass(name, next)}
        />
      ))}
      {single.map((field, index) => (
        <div key={field.field} className={styles.single}>
          <Select searchable className="grow" aria-label={t('rules.field')} data={choices} value={field.field} onChange={(next) => next && setSingle(index, { field: next })} />
          <Select w={130} aria-label={t('rules.mode_of', { field: choices.find((choice) => choice.value === field.field)?.label ?? '' })} data={modeData} value={field.mode} onChange={(next) => next && setSingle(index, { mode: next as Mode })} />
          <IconButton icon={IconX} label={t('rules.remove_field')} onClick={() => setSingle(index, null)} />
        </div>
      ))}
      {unused && (
        <Button variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...fields, { class: null, field: unused.value, mode: 'none' }])}>
          {t('rules.add_field')}
        </Button>
      )}
    </fieldset>
  )
}
