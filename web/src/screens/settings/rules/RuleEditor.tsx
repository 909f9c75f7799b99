import { Button, Checkbox, MultiSelect, Select, TextInput, Textarea } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { useState, type FormEvent } from 'react'
import type { Action, Rule, RuleKind, RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { writeRule, type RuleDraft } from './blocks'
import { completeCondition } from './complete'
import { FieldModes } from './FieldModes'
import { audienceOf, peopleOptions, valueOf } from './people'
import { RuleTextarea } from './RuleTextarea'
import styles from './rules.module.css'
import { useKnown } from './useKnown'
import { useSpeech } from './useSpeech'
import { actions, ruleKinds } from './words'

interface Props {
  rule: RuleDraft
  /** The rule as it was; none: a new one. */
  before: Rule | null
  language: RuleLanguage
  /** Of a unit: no limits, which would bite what others allow, and no masks. */
  ofUnit: boolean
  onClose(): void
  /** Refused texts are errors. */
  onSave(text: string): Promise<void>
  onDelete(): void
}

/** A rule as a form. */
export function RuleEditor({ rule, before, language, ofUnit, onClose, onSave, onDelete }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const speech = useSpeech()
  const catalogue = useCatalogue()
  const known = useKnown(language)
  const [form, setForm] = useState(rule)
  const [error, setError] = useState('')
  const set = (change: Partial<RuleDraft>) => setForm({ ...form, ...change })
  const objects = catalogue.objects.filter((object) => form.objects.length === 0 || form.objects.includes(object.name))

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setError('')
    try {
      await onSave(writeRule(form, language, before?.text))
    } catch (failure) {
      setError(errorText(failure, locale))
    }
  }

  function toggle(action: Action): void {
    set({ actions: form.actions.includes(action) ? form.actions.filter((one) => one !== action) : actions.filter((one) => one === action || form.actions.includes(one)) })
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={before ? t('rules.edit', { name: before.name }) : t('rules.add')}
      size={720}
      footer={
        <>
          {before && (
            <Button variant="default" color="red" onClick={onDelete}>
              {t('rules.delete')}
            </Button>
          )}
          <Button type="submit" form="rule-form">
            {t('rules.apply')}
          </Button>
        </>
      }
    >
      <form id="rule-form" className={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <div className={styles.pair}>
          <TextInput label={t('rules.name')} value={form.name} required withAsterisk={false} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
          <Select label={t('rules.kind')} data={ruleKinds.filter((kind) => !ofUnit || kind !== 'limit').map((value) => ({ value, label: t(`rules.kind_${value}`) }))} value={form.kind} onChange={(next) => next && set({ kind: next as RuleKind })} />
        </div>
        <p className="dim">{t(`rules.about_${form.kind}`)}</p>
        <MultiSelect
          searchable
          hidePickedOptions
          label={t('rules.objects')}
          description={form.objects.length === 0 ? t('rules.objects_empty') : undefined}
          data={catalogue.objects.map((object) => ({ value: object.name, label: label(object.plural, object.name) }))}
          value={form.objects}
          onChange={(next) => set({ objects: next })}
        />
        <MultiSelect searchable hidePickedOptions label={t('rules.who')} data={peopleOptions(form.for, speech)} value={form.for.map(valueOf)} onChange={(next) => set({ for: next.map(audienceOf) })} />
        {form.kind !== 'cap' && (
          <fieldset className={styles.choices}>
            <legend>{t(`rules.actions_of_${form.kind}`)}</legend>
            {actions.map((action) => (
              <Checkbox key={action} label={t(`rules.action_${action}`)} checked={form.actions.includes(action)} onChange={() => toggle(action)} />
            ))}
          </fieldset>
        )}
        <div>
          <span className={styles.label}>{t(`rules.condition_of_${form.kind}`)}</span>
          <RuleTextarea
            short
            label={t(`rules.condition_of_${form.kind}`)}
            value={form.when ?? ''}
            onChange={(next) => set({ when: next.replaceAll('\n', ' ') || null })}
            suggest={(text, caret, asked) => completeCondition(text, caret, objects, known, asked)}
          />
        </div>
        {(form.kind === 'rule' || form.kind === 'cap') && <FieldModes fields={form.fields} objects={objects} onChange={(fields) => set({ fields })} />}
        <div className={styles.pair}>
          <TextInput type="date" label={t('rules.from')} value={form.from ?? ''} onChange={(event) => set({ from: event.currentTarget.value || null })} />
          <TextInput type="date" label={t('rules.until')} value={form.until ?? ''} onChange={(event) => set({ until: event.currentTarget.value || null })} />
        </div>
        <Textarea label={t('rules.because')} description={t('rules.because_hint')} value={form.because} autosize minRows={1} onChange={(event) => set({ because: event.currentTarget.value })} />
        {error && (
          <p className={styles.problem} role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  )
}
