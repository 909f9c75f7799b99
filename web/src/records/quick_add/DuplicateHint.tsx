import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { findDuplicates } from '@/api/records'
import type { FieldValues, ObjectType } from '@/api/types'
import { useT, type MessageKey } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'
import { isEmptyValue, Unparsed } from '../fields/fieldClient'
import { wireValues } from '../values'
import styles from './QuickAdd.module.css'

const reasonKeys: Record<string, MessageKey> = {
  email: 'duplicate.email',
  phone: 'duplicate.phone',
  name: 'duplicate.name',
  name_phonetic: 'duplicate.name_phonetic',
  name_place: 'duplicate.name_place',
  address: 'duplicate.address',
}

/** Says while typing that the record may be there already. */
export function DuplicateHint({ object, values, onOpen }: { object: ObjectType; values: FieldValues; onOpen(): void }) {
  const t = useT()
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmptyValue(value) && !(value instanceof Unparsed)))
  const fields = useDebounced(JSON.stringify(wireValues(object.fields, filled)), 400)
  const { data } = useQuery({
    queryKey: [...keys.lists(object.name), 'duplicates', fields],
    queryFn: ({ signal }) => findDuplicates(object.name, JSON.parse(fields) as FieldValues, null, signal),
    enabled: fields !== '{}',
    retry: false,
  })
  const found = data?.duplicates ?? []
  const guarded = data?.protection === 'ask_dispatch' || data?.protection === 'limited'
  if (found.length === 0 && !guarded) return null
  return (
    <div className={styles.hint} role="status">
      {guarded && <p>{t(data.protection === 'limited' ? 'duplicate.limited' : 'duplicate.protected')}</p>}
      {found.length > 0 && t('duplicate.title')}
      <ul>
        {found.map((duplicate) => (
          <li key={duplicate.id}>
            <Link to="/d/$object/r/$id" params={{ object: object.name, id: duplicate.id }} onClick={onOpen}>
              {duplicate.title}
            </Link>
            {duplicate.subtitle && ` · ${duplicate.subtitle}`} {reasons(duplicate.reasons)}
          </li>
        ))}
      </ul>
    </div>
  )

  function reasons(names: string[]): string {
    const known = names.flatMap((name) => reasonKeys[name] ?? []).map((key) => t(key))
    return known.length > 0 ? `(${known.join(', ')})` : ''
  }
}
