import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { listHidden, type HiddenRecord } from '@/api/viewing'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { useCatalogue } from '@/schema/catalogue'
import { Dialog } from '@/ui/Dialog'
import { Placeholder } from '@/ui/Placeholder'
import { listedObjects } from './listedObjects'
import styles from './ViewingBar.module.css'

/** What the reader sees himself and whoever he views as does not, with the rule that hides it. */
export function HiddenDialog({ name, onClose }: { name: string; onClose(): void }) {
  const { t, label } = useLocale()
  const objects = listedObjects(useCatalogue())
  const here = location.pathname.split('/')[2] ?? ''
  const [object, setObject] = useState(objects.find((one) => one.name === here)?.name ?? objects[0]?.name ?? '')
  const { data, error, refetch } = useQuery({ queryKey: keys.hidden(object), queryFn: ({ signal }) => listHidden(object, signal), gcTime: 0 })
  return (
    <Dialog opened onClose={onClose} title={t('viewing.hidden_from', { name })} size={640} scrolled>
      <div className={styles.hidden}>
        <Select label={t('rules.object')} data={objects.map((one) => ({ value: one.name, label: label(one.plural, one.name) }))} value={object} allowDeselect={false} onChange={(next) => next && setObject(next)} />
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Placeholder lines={4} />}
        {data?.records.length === 0 && <p>{t('viewing.nothing_hidden', { name })}</p>}
        <ul className={styles.records}>
          {data?.records.map((record) => (
            <li key={record.id}>
              <strong>{record.title || '–'}</strong>
              <Reasons record={record} />
            </li>
          ))}
        </ul>
        {data?.more && <p className="dim">{t('viewing.more_hidden')}</p>}
        <p className="dim">{t('viewing.hidden_fields')}</p>
      </div>
    </Dialog>
  )
}

function Reasons({ record }: { record: HiddenRecord }) {
  const { t } = useLocale()
  if (record.reasons.length === 0) return <p className="dim">{t('access.no_rule_allows')}</p>
  return record.reasons.map((reason) => (
    <p key={reason.rule} className="dim">
      {t(`rules.kind_${reason.kind}`)} „{reason.rule}“{reason.because && `: ${reason.because}`}
    </p>
  ))
}
