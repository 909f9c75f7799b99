import { Button } from '@mantine/core'
import { stopJob, type Import } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { ProgressBar } from '@/ui/ProgressBar'
import styles from './ImportScreen.module.css'
import { attempt, reloadImports, useImportJob } from './useImport'

/** How far the server has come; the page may be left meanwhile. */
export function JobProgress({ item, text }: { item: Import; text: string }) {
  const { t, format } = useLocale()
  const job = useImportJob(item)
  const done = job?.progress.done ?? 0
  const total = job?.progress.total || item.file.rows

  async function handleStop(): Promise<void> {
    if (!job) return
    await attempt(() => stopJob(job.id))
    await reloadImports()
  }

  return (
    <section className={styles.box} aria-live="polite">
      <div className="spread">
        <strong>{text}</strong>
        <span className="dim numeric">{t('import.progress', { done: format.number(done), total: format.number(total) })}</span>
      </div>
      <ProgressBar done={done} total={job ? total : 0} label={text} />
      <div className="spread">
        <span className="dim">{t('import.may_leave')}</span>
        {job && (
          <Button variant="default" onClick={() => void handleStop()}>
            {t('import.stop')}
          </Button>
        )}
      </div>
    </section>
  )
}
