import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { queryRecords } from '@/api/records'
import type { ObjectType, Query } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { FieldDisplay } from '@/records/fields/FieldDisplay'
import { openFilter } from '@/records/tasks'
import { useObject } from '@/schema/catalogue'
import styles from './TodayScreen.module.css'

/** My open deals that nobody has planned anything for. */
export function WithoutNextStep() {
  const { t } = useLocale()
  const deal = useObject('deal')
  const task = useObject('task')
  const query = deal && task ? queryFor(deal, task) : null
  const { data } = useQuery({
    queryKey: keys.rows('deal', query ?? {}),
    queryFn: ({ signal }) => queryRecords('deal', query!, signal),
    enabled: query !== null,
  })
  if (!deal || !data?.records.length) return null
  const stage = deal.fields.find((field) => field.type === 'status')
  return (
    <section className={styles.section} aria-labelledby="today-idle">
      <h2 id="today-idle" className={styles.heading}>
        {t('today.without_next_step')}
      </h2>
      <ul>
        {data.records.map((record) => (
          <li key={record.id} className={styles.deal}>
            <Link to="/d/$object/r/$id" params={{ object: 'deal', id: record.id }} className="grow">
              {record.title}
            </Link>
            {stage && <FieldDisplay field={stage} value={record.fields[stage.name]} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function queryFor(deal: ObjectType, task: ObjectType): Query | null {
  const stage = deal.fields.find((field) => field.type === 'status')
  const tasks = deal.fields.find((field) => field.relation?.target === 'task')
  const open = openFilter(task)
  if (!stage || !tasks || !open) return null
  const filter = `${stage.name}.kind in ("qualification", "open") and owner = me and not (exists ${tasks.name} with (${open}))`
  return { filter, fields: [deal.title_field, stage.name], limit: 10 }
}
