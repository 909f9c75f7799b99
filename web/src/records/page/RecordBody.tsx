import { useId } from 'react'
import type { ObjectType, RecordData } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { createStore, useStore } from '@/lib/store'
import { useWidth } from '@/lib/useWidth'
import { panelProps, Tabs } from '@/ui/Tabs'
import { Composer } from './composer/Composer'
import { Profile } from './profile/Profile'
import styles from './RecordPage.module.css'
import { Relations } from './relations/Relations'
import { Timeline } from './timeline/Timeline'

type Part = 'profile' | 'history' | 'relations'

/** The chosen tab stays when the next record is opened. */
const chosenPart = createStore<Part>('profile')

const widthForThree = 1080
const widthForTwo = 700

/** Fields, history and relations: side by side as far as there is room, the rest in tabs. */
export function RecordBody({ object, record }: { object: ObjectType; record: RecordData }) {
  const { t } = useLocale()
  const { ref, width } = useWidth()
  const count = width >= widthForThree ? 3 : width >= widthForTwo ? 2 : 1
  const profile = <Profile object={object} record={record} />
  return (
    <div ref={ref} className={styles.body}>
      {width > 0 && count === 1 && <Parts object={object} record={record} parts={['profile', 'history', 'relations']} />}
      {count === 2 && (
        <div className={styles.columns} data-count={2}>
          <div className={styles.column}>
            <h2 className="visually-hidden">{t('record.profile')}</h2>
            {profile}
          </div>
          <div className={styles.column}>
            <Parts object={object} record={record} parts={['history', 'relations']} />
          </div>
        </div>
      )}
      {count === 3 && (
        <div className={styles.columns} data-count={3}>
          <div className={styles.column}>
            <h2 className="visually-hidden">{t('record.profile')}</h2>
            {profile}
          </div>
          <div className={styles.column}>
            <h2 className="visually-hidden">{t('record.history')}</h2>
            <History object={object} record={record} />
          </div>
          <div className={styles.column}>
            <h2 className="visually-hidden">{t('record.relations')}</h2>
            <Relations object={object} record={record} />
          </div>
        </div>
      )}
    </div>
  )
}

function Parts({ object, record, parts }: { object: ObjectType; record: RecordData; parts: Part[] }) {
  const { t } = useLocale()
  const name = useId()
  const chosen = useStore(chosenPart)
  const part = parts.includes(chosen) ? chosen : parts[0]!
  return (
    <>
      <div className={styles.tabs}>
        <Tabs name={name} label={t('record.parts')} tabs={parts.map((id) => ({ id, text: t(`record.${id}`) }))} value={part} onChange={chosenPart.set} />
      </div>
      <div {...panelProps(name, part)} className={styles.panel}>
        <h2 className="visually-hidden">{t(`record.${part}`)}</h2>
        {part === 'profile' && <Profile object={object} record={record} />}
        {part === 'history' && <History object={object} record={record} />}
        {part === 'relations' && <Relations object={object} record={record} />}
      </div>
    </>
  )
}

function History({ object, record }: { object: ObjectType; record: RecordData }) {
  return (
    <div className={styles.stack}>
      <Composer object={object} record={record} />
      <Timeline object={object} record={record} />
    </div>
  )
}
