import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { getRecord } from '@/api/records'
import { useLocale } from '@/i18n/locale'
import { useObject } from '@/schema/catalogue'
import { Failure } from '@/records/Failure'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { FieldDisplay } from '../fields/FieldDisplay'

interface Props {
  object: string
  id: string
  layout: 'page' | 'peek'
  onClose?(): void
}

/** Everything about one record. */
export function RecordPage({ object, id }: Props) {
  const { label } = useLocale()
  const type = useObject(object)
  const { data: record, error, refetch } = useQuery({
    queryKey: keys.record(object, id),
    queryFn: ({ signal }) => getRecord(object, id, signal),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!record || !type) return <Placeholder />
  return (
    <article>
      <PageTitle title={record.title} />
      <dl>
        {type.fields.map((field) => (
          <div key={field.name}>
            <dt>{label(field.label)}</dt>
            <dd>
              <FieldDisplay field={field} value={record.fields[field.name]} />
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
