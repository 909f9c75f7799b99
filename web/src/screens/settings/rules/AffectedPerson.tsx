import type { Affected, AffectedObject, Delta } from '@/api/rules'
import { useLocale, type Locale } from '@/i18n/locale'
import { findField, findObject, useCatalogue } from '@/schema/catalogue'
import { Avatar } from '@/ui/Avatar'
import styles from './rules.module.css'

/** "Frau Keller: verliert 12 Chancen, gewinnt 0", with fields and examples. */
export function AffectedPerson({ person }: { person: Affected }) {
  const locale = useLocale()
  const catalogue = useCatalogue()
  const plural = (name: string) => locale.label(findObject(catalogue, name)?.plural, name)
  return (
    <li className={styles.card}>
      <Avatar name={person.name} size={28} />
      <div className={styles.cardTexts}>
        <strong>{person.name}</strong>
        {person.objects.map((change) => (
          <div key={change.object}>
            {sentences(change, plural(change.object), locale).map((text) => (
              <p key={text}>{text}</p>
            ))}
            <Fields change={change} />
            {change.examples.length > 0 && <p className="dim">{locale.t('rules.for_example', { titles: locale.format.list(change.examples.map((example) => example.title)) })}</p>}
          </div>
        ))}
      </div>
    </li>
  )
}

function sentences(change: AffectedObject, objects: string, { t }: Locale): string[] {
  const changed = (delta: Delta) => delta.gained > 0 || delta.lost > 0
  return (['see', 'read', 'edit'] as const).flatMap((action, index, all) => {
    const delta = change[action]
    // Who no longer sees a record no longer reads it either: said once.
    const before = index > 0 ? change[all[index - 1]!] : undefined
    const isRepeated = before !== undefined && before.gained === delta.gained && before.lost === delta.lost
    return changed(delta) && !isRepeated ? t('rules.gains_and_loses', { action: t(`rules.action_${action}`), objects, gained: delta.gained, lost: delta.lost }) : []
  })
}

function Fields({ change }: { change: AffectedObject }) {
  const { t, label } = useLocale()
  const catalogue = useCatalogue()
  const object = findObject(catalogue, change.object)
  return change.fields.map((field) => (
    <p key={`${field.field} ${field.from} ${field.to}`} className="dim">
      {t('rules.field_changes', { field: label(object && findField(object, field.field)?.label, field.field), from: t(`rules.mode_${field.from}`), to: t(`rules.mode_${field.to}`), n: field.records })}
    </p>
  ))
}
