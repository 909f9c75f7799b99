import { Button } from '@mantine/core'
import { useState } from 'react'
import { checkImport, problemsFile, runImport, type Import } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { saveFile } from '@/lib/saveFile'
import { IconCircleCheck, IconDownload, IconRefresh } from '@/ui/icons'
import styles from './ImportScreen.module.css'
import { JobProgress } from './JobProgress'
import { ProblemTable } from './ProblemTable'
import { attempt, reloadImports } from './useImport'
import { VerdictCards } from './VerdictCards'
import { VerdictNotes } from './VerdictNotes'

/** What the import would do, row by row; wrong cells are mended here. Nothing is written yet. */
export function CheckStep({ item, onBack }: { item: Import; onBack(): void }) {
  const { t } = useLocale()
  const [busy, setBusy] = useState(false)
  const { verdict } = item
  const problems = item.problems ?? []
  const landing = verdict ? verdict.create + verdict.update : 0

  async function start(action: (id: string) => Promise<unknown>): Promise<void> {
    setBusy(true)
    await attempt(() => action(item.id))
    await reloadImports()
    setBusy(false)
  }

  if (item.state === 'checking' || !verdict) return <JobProgress item={item} text={t('import.checking')} />
  return (
    <>
      <VerdictCards verdict={verdict} />
      <VerdictNotes item={item} verdict={verdict} />
      {problems.length === 0 ? (
        <p className={styles.step}>
          <IconCircleCheck size={18} aria-hidden /> {t('import.no_problems')}
        </p>
      ) : (
        <section aria-labelledby="problems">
          <div className="spread">
            <h2 id="problems">{t('import.problems')}</h2>
            <span className="row">
              <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void attempt(async () => saveFile(await problemsFile(item.id), t('import.problems_name', { name: item.file.name })))}>
                {t('import.problems_csv')}
              </Button>
              <Button variant="default" leftSection={<IconRefresh size={16} />} loading={busy} onClick={() => void start(checkImport)}>
                {t('import.check_again')}
              </Button>
            </span>
          </div>
          <ProblemTable item={item} problems={problems} />
        </section>
      )}
      <div className={styles.foot}>
        <span className={`dim grow ${styles.footText}`}>{t(item.state === 'mapping' ? 'import.check_first' : 'import.nothing_yet')}</span>
        <Button variant="default" size="sm" onClick={onBack}>
          {t('import.back_to_columns')}
        </Button>
        <Button size="sm" loading={busy} disabled={landing === 0 || item.state === 'mapping'} onClick={() => void start(runImport)}>
          {t('import.run', { n: landing })}
        </Button>
      </div>
    </>
  )
}
