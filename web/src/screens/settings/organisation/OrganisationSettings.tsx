import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { Placeholder } from '@/ui/Placeholder'
import { Tabs, panelProps } from '@/ui/Tabs'
import { PeopleTab } from './PeopleTab'
import { RolesTab } from './RolesTab'
import { StructureTab } from './StructureTab'
import { useOrganisation } from './useOrganisation'

type Tab = 'structure' | 'people' | 'roles'
const tabs: Tab[] = ['structure', 'people', 'roles']

/** Who belongs where: units, people, roles and teams. */
export function OrganisationSettings() {
  const t = useT()
  const [tab, setTab] = useState<Tab>('structure')
  const { data, error, refetch } = useOrganisation()
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Placeholder lines={6} />
  return (
    <>
      <p className="dim">{t('organisation.text')}</p>
      <Tabs<Tab> name="organisation" label={t('settings.organisation')} tabs={tabs.map((id): { id: Tab; text: string } => ({ id, text: t(`organisation.tab_${id}`) }))} value={tab} onChange={setTab} />
      <div {...panelProps('organisation', tab)}>
        {tab === 'structure' && <StructureTab organisation={data} />}
        {tab === 'people' && <PeopleTab organisation={data} />}
        {tab === 'roles' && <RolesTab organisation={data} />}
      </div>
    </>
  )
}
