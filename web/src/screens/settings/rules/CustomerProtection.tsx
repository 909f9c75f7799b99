import { Switch } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { getProtection, setProtection } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { findObject, useCatalogue } from '@/schema/catalogue'
import { Placeholder } from '@/ui/Placeholder'
import { useChange } from '../organisation/useOrganisation'
import styles from './rules.module.css'

/** Whether customers of others are protected, and who has run into it. */
export function CustomerProtection() {
  const { t, format, label } = useLocale()
  const catalogue = useCatalogue()
  const change = useChange()
  const { data, error, refetch } = useQuery({ queryKey: keys.protection, queryFn: ({ signal }) => getProtection(signal) })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder lines={4} />

  function handleSwitch(on: boolean): void {
    void change(async () => queryClient.setQueryData(keys.protection, await setProtection(on)))
  }

  return (
    <>
      <Switch size="md" label={t('protection.on')} description={t('protection.text')} checked={data.on} onChange={(event) => handleSwitch(event.currentTarget.checked)} />
      <h2>{t('protection.asked')}</h2>
      {data.asked.length === 0 && <p className="dim">{t('protection.nobody')}</p>}
      {data.asked.length > 0 && (
        <table className={styles.examples}>
          <thead>
            <tr>
              <th scope="col">{t('rules.who')}</th>
              <th scope="col">{t('rules.object')}</th>
              <th scope="col">{t('protection.when')}</th>
              <th scope="col">{t('protection.told')}</th>
            </tr>
          </thead>
          <tbody>
            {data.asked.map((entry) => (
              <tr key={`${entry.at} ${entry.by.id}`}>
                <td>{entry.by.name}</td>
                <td>{label(findObject(catalogue, entry.object)?.label, entry.object)}</td>
                <td>{format.dateTime(entry.at)}</td>
                <td>{t(entry.known ? 'rules.verdict_yes' : 'rules.verdict_no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
