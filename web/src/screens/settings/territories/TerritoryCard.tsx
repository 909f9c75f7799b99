import { Button, Select, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { addHolder, changeTerritory, removeHolder, removeTerritory, type Organisation, type Territory } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconTrash, IconX } from '@/ui/icons'
import styles from '../organisation/organisation.module.css'
import { holdsNow, nameOf, useChange } from '../organisation/useOrganisation'

/** One territory: the beginnings of its postal codes, and who holds it. */
export function TerritoryCard({ territory, organisation }: { territory: Territory; organisation: Organisation }) {
  const { t } = useLocale()
  const change = useChange()
  const stored = territory.prefixes.join(', ')
  const [name, setName] = useState(territory.name)
  const [prefixes, setPrefixes] = useState(stored)
  const holders = territory.holders.filter((holder) => holdsNow(holder))
  const others = organisation.people.filter((person) => person.active && !holders.some((holder) => holder.user === person.id))
  const changed = prefixes !== stored || name !== territory.name

  async function handleSave(): Promise<void> {
    const list = prefixes.split(/[,;\n]+/).map((prefix) => prefix.trim()).filter(Boolean)
    const saved = await change(() => changeTerritory(territory.id, { ...(name !== territory.name && { name }), ...(prefixes !== stored && { prefixes: list }) }))
    if (saved) setPrefixes([...list].sort().join(', '))
  }

  return (
    <section className={`${styles.list} ${styles.section}`} style={{ padding: 'var(--space-4)' }} aria-label={territory.name}>
      <div className={styles.form}>
        <TextInput className={styles.grow} label={t('organisation.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <IconButton icon={IconTrash} label={t('territories.remove', { name: territory.name })} onClick={() => void change(() => removeTerritory(territory.id))} />
      </div>
      <Textarea label={t('territories.prefixes')} description={t('territories.prefixes_text')} autosize minRows={1} value={prefixes} onChange={(event) => setPrefixes(event.currentTarget.value)} />
      <div className={styles.form}>
        {holders.length === 0 && <span className="dim">{t('territories.no_holder')}</span>}
        {holders.map((holder) => (
          <span key={holder.id} className="row">
            {nameOf(organisation, holder.user)}
            <IconButton icon={IconX} size={24} label={t('territories.remove_holder', { name: nameOf(organisation, holder.user) })} onClick={() => void change(() => removeHolder(territory.id, holder.id))} />
          </span>
        ))}
        <Select aria-label={t('territories.add_holder', { name: territory.name })} placeholder={t('territories.add_holder_short')} searchable size="xs" data={others.map((person) => ({ value: person.id, label: person.name }))} value={null} onChange={(user) => user && void change(() => addHolder(territory.id, user))} />
      </div>
      {changed && (
        <div>
          <Button size="sm" onClick={() => void handleSave()}>
            {t('organisation.save')}
          </Button>
        </div>
      )}
    </section>
  )
}
