import { useId } from 'react'
import type { Field, FieldValues, ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { fieldClient, isEditable } from '../fields/fieldClients'
import { FieldInput } from '../fields/FieldInput'
import { IconSparkles } from '@/ui/icons'
import styles from './QuickAdd.module.css'

interface Props {
  object: ObjectType
  values: FieldValues
  /** Fields that were filled from a pasted text, and how often: marked, and shown even if a quick start leaves them out. */
  read: ReadonlyMap<string, number>
  errors: Record<string, string>
  onChange(field: string, value: unknown): void
}

/** A required field with a default fills itself. */
const mustBeTyped = (field: Field) => field.required && !field.default

/** The fields the object names for a quick start, and whatever else it requires. */
export function QuickAddFields({ object, values, read, errors, onChange }: Props) {
  const { t, label } = useLocale()
  const id = useId()
  const fields = quickAddFields(object, read)
  return fields.map((field, index) => {
    const inputId = `${id}-${field.name}`
    const composite = ['emails', 'phones', 'urls', 'postal_address'].includes(field.type)
    const Label = composite ? 'span' : 'label'
    return (
      <div key={field.name} className={styles.field}>
        <Label className={styles.label} {...(composite ? {} : { htmlFor: inputId })}>
          {label(field.label, field.name)} {mustBeTyped(field) && <span className={styles.required}>({t('common.required')})</span>}
          {read.has(field.name) && (
            <span className={styles.mark}>
              <IconSparkles size={14} aria-hidden />
              {t('quick_add.from_text')}
            </span>
          )}
        </Label>
        <FieldInput
          key={read.get(field.name)}
          field={field}
          value={values[field.name] ?? null}
          onChange={(value) => onChange(field.name, value)}
          mode="form"
          id={inputId}
          label={label(field.label, field.name)}
          error={errors[field.name]}
          autoFocus={index === 0 && read.size === 0}
        />
      </div>
    )
  })
}

function quickAddFields(object: ObjectType, read: ReadonlyMap<string, number>): Field[] {
  const named = object.quick_add.flatMap((name) => object.fields.find((field) => field.name === name) ?? [])
  const fallback = named.length > 0 ? named : object.fields.filter((field) => !field.system).slice(0, 4)
  const required = object.fields.filter((field) => mustBeTyped(field) && !fallback.includes(field))
  const others = object.fields.filter((field) => read.has(field.name) && !fallback.includes(field) && !required.includes(field))
  return [...fallback, ...required, ...others].filter((field) => isEditable(field) && fieldClient(field.type).Input)
}
