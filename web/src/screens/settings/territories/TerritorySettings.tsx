import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { keys } from '@/api/keys'
import { addTerritory, listTerritories, setDistribution, type Distribution } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { EmptyState } from '@/ui/EmptyState'
import { IconMapPin } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import styles from '../organisation/organisation.module.css'
import { useChange, useOrganisation } from '../organisation/useOrganisation'
import { TerritoryCard } from './TerritoryCard'
import { TerritoryTest } from './TerritoryTest'

const modes: Distribution[] = ['off', 'in_turn', 'by_load']

/** Who looks after which postal codes. */
export function TerritorySettings() {
  const t = useT()
  const change = useChange()
  const [name, setName] = useState('')
  const organisation = useOrganisation()
  const { data, error, refetch } = useQuery({ queryKey: keys.territories, queryFn: ({ signal }) => listTerritories(signal) })
  const failure = error ?? organisation.error
  if (failure) return <Failure error={failure} onRetry={() => void Promise.all([refetch(), organisation.refetch()])} />
  if (!data || !organisation.data) return <Placeholder lines={6} />

  async function handleAdd(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await change(() => addTerritory(name))) setName('')
  }

  return (
    <>
      <p className="dim">{t('territories.text')}</p>
      <TerritoryTest organisation={organisation.data} />
      <Select
        label={t('territories.distribution')}
        description={t('territories.distribution_text')}
        maw={420}
        data={modes.map((value) => ({ value, label: t(`territories.distribution_${value}`) }))}
        value={data.distribution}
        onChange={(next) => next && void change(() => setDistribution(next as Distribution))}
        allowDeselect={false}
      />
      {data.territories.length === 0 && <EmptyState icon={IconMapPin} text={t('territories.empty')} detail={t('territories.empty_detail')} />}
      {data.territories.map((territory) => (
        <TerritoryCard key={territory.id} territory={territory} organisation={organisation.data} />
      ))}
      <form className={styles.form} onSubmit={(event) => void handleAdd(event)}>
        <TextInput label={t('territories.new')} value={name} onChange={(event) => setName(event.currentTarget.value)} required withAsterisk={false} />
        <Button type="submit" size="sm" variant="default">
          {t('organisation.create')}
        </Button>
      </form>
    </>
  )
}
