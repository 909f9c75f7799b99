import { Button } from '@mantine/core'
import { useState } from 'react'
import { runImport, type Import } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import styles from './ImportScreen.module.css'
import { JobProgress } from './JobProgress'
import { TakeBack } from './TakeBack'
import { attempt, reloadImports, useImportJob } from './useImport'

/** The import at work, or where it was stopped. */
export function RunStep({ item }: { item: Import }) {
  const { t, format } = useLocale()
  const [busy, setBusy] = useState(false)
  const job = useImportJob(item)
  if (item.state === 'running') return <JobProgress item={item} text={t('import.running')} />

  async function handleGoOn(): Promise<void> {
    setBusy(true)
    await attempt(() => runImport(item.id))
    await reloadImports()
    setBusy(false)
  }

  const written = (item.result?.created ?? 0) + (item.result?.updated ?? 0)
  return (
    <section className={styles.box}>
      <strong>{t('import.stopped', { n: format.number(written) })}</strong>
      {job?.error && <p className={styles.error}>{job.error.message}</p>}
      <div className="row">
        <Button loading={busy} onClick={() => void handleGoOn()}>
          {t('import.go_on')}
        </Button>
        {written > 0 && <TakeBack item={item} />}
      </div>
    </section>
  )
}
