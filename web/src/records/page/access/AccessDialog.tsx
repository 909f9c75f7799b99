import { useState } from 'react'
import type { ObjectType, RecordData } from '@/api/types'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { panelProps, Tabs } from '@/ui/Tabs'
import styles from './access.module.css'
import { ShareTab } from './ShareTab'
import { WhoTab } from './WhoTab'
import { WhyTab } from './WhyTab'

export type AccessTab = 'why' | 'who' | 'share'
const tabs: AccessTab[] = ['why', 'who', 'share']

interface Props {
  object: ObjectType
  record: RecordData
  tab: AccessTab
  onClose(): void
}

/** Why one sees a record, who else does, and sharing it. */
export function AccessDialog({ object, record, tab, onClose }: Props) {
  const t = useT()
  const [current, setCurrent] = useState(tab)
  return (
    <Dialog opened onClose={onClose} title={t('access.title', { title: record.title })} size={680}>
      <div className={styles.stack}>
        <Tabs<AccessTab> name="access" label={t('access.title', { title: record.title })} tabs={tabs.map((id) => ({ id, text: t(`access.tab_${id}`) }))} value={current} onChange={setCurrent} />
        <div {...panelProps('access', current)} className={styles.stack}>
          {current === 'why' && <WhyTab object={object} record={record} />}
          {current === 'who' && <WhoTab object={object} record={record} />}
          {current === 'share' && <ShareTab object={object} record={record} />}
        </div>
      </div>
    </Dialog>
  )
}
