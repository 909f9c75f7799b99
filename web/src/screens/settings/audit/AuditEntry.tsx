import type { LogEntry } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { findField, findObject, useCatalogue } from '@/schema/catalogue'
import { Avatar } from '@/ui/Avatar'
import styles from './audit.module.css'

export function AuditEntry({ entry }: { entry: LogEntry }) {
  const { t, format, label } = useLocale()
  const catalogue = useCatalogue()
  const object = entry.object ? findObject(catalogue, entry.object) : undefined
  const fields = entry.fields.map((name) => label(object && findField(object, name)?.label, name))
  const what = object && t('audit.records', { n: entry.count, objects: label(entry.count === 1 ? object.label : object.plural, object.name) })
  const name = entry.user?.name || t('audit.program')
  return (
    <li className={styles.entry} data-alarm={entry.kind === 'alarm' || undefined}>
      <Avatar name={name} size={28} />
      <div className="grow">
        <strong>
          {name}
          {entry.as && ` ${t('audit.as', { name: entry.as.name })}`}
        </strong>
        <p>{[t(`audit.kind_${entry.kind}`), what, fields.length > 0 && format.list(fields)].filter(Boolean).join(' · ')}</p>
        {entry.reason && <p className="dim">{entry.kind === 'alarm' && (entry.reason === 'reading' || entry.reason === 'export') ? t(`audit.alarm_${entry.reason}`) : t('rules.reason', { because: entry.reason })}</p>}
        {entry.rules.length > 0 && <p className="dim">{t('audit.rules', { rules: format.list(entry.rules) })}</p>}
      </div>
      <time dateTime={entry.at} className={styles.time}>
        {format.dateTime(entry.at)}
      </time>
    </li>
  )
}
