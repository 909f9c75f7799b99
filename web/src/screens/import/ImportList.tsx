import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listImports, type Import } from '@/api/imports'
import { keys } from '@/api/keys'
import { useLocale, type Locale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { useObject } from '@/schema/catalogue'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { OptionBadge } from '@/ui/OptionBadge'
import styles from './ImportScreen.module.css'

const colours = { mapping: 'grey', checking: 'blue', checked: 'grey', running: 'blue', stopped: 'orange', done: 'green', undoing: 'blue', undone: 'grey' }

/** All imports, newest first; a click goes on where each of them is. */
export function ImportList() {
  const { t } = useLocale()
  const { data, error } = useQuery({ queryKey: keys.imports, queryFn: ({ signal }) => listImports(signal) })
  if (error) return <Failure error={error} />
  if (!data || data.length === 0) return null
  return (
    <section aria-labelledby="imports">
      <h2 id="imports">{t('import.list')}</h2>
      <ul className={styles.list}>
        {data.map((item) => (
          <Entry key={item.id} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ item }: { item: Import }) {
  const locale = useLocale()
  const { t, format } = locale
  const object = useObject(item.object)
  return (
    <li className={styles.entry}>
      {object && <ObjectIcon icon={object.icon} colour={object.colour} />}
      <span className="grow">
        <Link to="/import/$id" params={{ id: item.id }}>
          {item.file.name}
        </Link>
      </span>
      <span className="dim">{summary(item, locale)}</span>
      {item.created_at && <span className="dim">{format.relative(item.created_at)}</span>}
      <OptionBadge colour={colours[item.state] ?? 'grey'}>{t(`import.state_${item.state}`)}</OptionBadge>
    </li>
  )
}

function summary(item: Import, { t }: Locale): string {
  const { result } = item
  if (!result || item.state === 'undone') return t('import.rows', { n: item.file.rows })
  return [t('import.created', { n: result.created }), result.updated > 0 ? t('import.updated', { n: result.updated }) : ''].filter(Boolean).join(' · ')
}
