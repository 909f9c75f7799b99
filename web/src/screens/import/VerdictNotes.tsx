import type { Import, LinkCount, Verdict } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { findField, useObject } from '@/schema/catalogue'
import styles from './VerdictCards.module.css'

/** What comes along with the rows: linked records that are found or made, and new options. */
export function VerdictNotes({ item, verdict }: { item: Import; verdict: Verdict }) {
  const { t, label, format } = useLocale()
  const object = useObject(item.object)
  const targetName = (path: string) => label(item.targets.find((target) => target.path === path)?.label, path)
  const links = Object.entries(verdict.links ?? {}).filter(([, count]) => count.linked + count.created + count.not_found > 0)
  const options = Object.entries(verdict.new_options ?? {}).filter(([, labels]) => labels.length > 0)
  if (links.length + options.length === 0) return null

  function linkText(count: LinkCount): string {
    const parts = [
      count.linked > 0 && t('import.linked', { n: count.linked }),
      count.created > 0 && t('import.linked_new', { n: count.created }),
      count.not_found > 0 && t('import.not_linked', { n: count.not_found }),
    ]
    return parts.filter(Boolean).join(', ')
  }

  return (
    <dl className={styles.notes}>
      {links.map(([path, count]) => (
        <div key={path}>
          <dt>{targetName(path)}</dt>
          <dd>{linkText(count)}</dd>
        </div>
      ))}
      {options.map(([name, labels]) => (
        <div key={name}>
          <dt>{label(object && findField(object, name)?.label, name)}</dt>
          <dd>{t('import.new_choices', { names: format.list(labels.slice(0, 12)) })}</dd>
        </div>
      ))}
    </dl>
  )
}
