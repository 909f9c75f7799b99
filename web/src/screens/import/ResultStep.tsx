import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { problemsFile, type Import, type Kept } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { saveFile } from '@/lib/saveFile'
import { useObject } from '@/schema/catalogue'
import { IconArrowBackUp, IconCircleCheck, IconDownload } from '@/ui/icons'
import styles from './ImportScreen.module.css'
import { JobProgress } from './JobProgress'
import { TakeBack } from './TakeBack'
import { attempt } from './useImport'

/** What the import has done, and the way to take it back. */
export function ResultStep({ item }: { item: Import }) {
  const { t } = useLocale()
  if (item.state === 'undoing') return <JobProgress item={item} text={t('import.undoing')} />
  return item.state === 'undone' ? <Undone item={item} /> : <Done item={item} />
}

function Done({ item }: { item: Import }) {
  const { t, label, format } = useLocale()
  const navigate = useNavigate()
  const object = useObject(item.object)
  const { result } = item
  const figures = (['created', 'updated', 'skipped', 'failed'] as const).map((name) => ({ name, value: result?.[name] ?? 0 }))
  return (
    <section className={styles.box}>
      <strong className={styles.step}>
        <IconCircleCheck size={20} aria-hidden />
        {t('import.done')}
      </strong>
      <dl className={styles.facts}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{t(`import.result_${name}`)}</dt>
            <dd>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Button onClick={() => void navigate({ to: '/d/$object', params: { object: item.object }, search: {} })}>
          {t('import.show', { name: label(object?.plural, item.object) })}
        </Button>
        {(result?.failed ?? 0) > 0 && (
          <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void attempt(async () => saveFile(await problemsFile(item.id), t('import.problems_name', { name: item.file.name })))}>
            {t('import.problems_csv')}
          </Button>
        )}
        <TakeBack item={item} />
      </div>
      <p className="dim">{t('import.take_back_until')}</p>
    </section>
  )
}

function Undone({ item }: { item: Import }) {
  const { t } = useLocale()
  const { undone } = item
  return (
    <section className={styles.box}>
      <strong className={styles.step}>
        <IconArrowBackUp size={20} aria-hidden />
        {t('import.taken_back')}
      </strong>
      {undone && <p>{t('import.taken_back_text', { removed: undone.removed, restored: undone.restored })}</p>}
      {undone && undone.kept.length > 0 && <KeptRecords item={item} kept={undone.kept} />}
    </section>
  )
}

function KeptRecords({ item, kept }: { item: Import; kept: Kept[] }) {
  const { t } = useLocale()
  return (
    <div>
      <p className="dim">{t('import.kept', { n: kept.length })}</p>
      <ul>
        {kept.map((record) => (
          <li key={record.id}>
            <Link to="/d/$object/r/$id" params={{ object: record.object ?? item.object, id: record.id }}>
              {record.title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
