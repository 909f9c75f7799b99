import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { findTerritory, type Organisation } from '@/api/organisation'
import { useT } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'
import styles from '../organisation/organisation.module.css'
import { nameOf } from '../organisation/useOrganisation'

/** Type a postal code, see whose it is. */
export function TerritoryTest({ organisation }: { organisation: Organisation }) {
  const t = useT()
  const [code, setCode] = useState('')
  const [country, setCountry] = useState('DE')
  const asked = useDebounced(code.trim(), 200)
  const { data } = useQuery({ queryKey: [...keys.territories, 'find', country, asked], queryFn: ({ signal }) => findTerritory(asked, country, signal), enabled: asked !== '' })
  const holders = data?.holders.map((user) => nameOf(organisation, user)).join(', ')
  const answer = !data ? '' : !data.territory ? t('territories.test_none') : holders ? t('territories.test_found', { territory: data.territory.name, holders }) : t('territories.test_unheld', { territory: data.territory.name })

  return (
    <section className={styles.form} aria-label={t('territories.test')}>
      <TextInput label={t('territories.test')} placeholder="80331" value={code} onChange={(event) => setCode(event.currentTarget.value)} inputMode="text" autoComplete="off" />
      <Select label={t('address.country')} w={96} data={['DE', 'AT', 'CH']} value={country} onChange={(next) => next && setCountry(next)} allowDeselect={false} />
      <p role="status" className={styles.grow}>
        {asked && answer}
      </p>
    </section>
  )
}
