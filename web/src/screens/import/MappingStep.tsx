import { Button } from '@mantine/core'
import { useState } from 'react'
import { checkImport, type Import } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { ColumnTable } from './ColumnTable'
import { FileOptions } from './FileOptions'
import styles from './ImportScreen.module.css'
import { ImportOptionsForm } from './ImportOptionsForm'
import { attempt, reloadImports, useImportChange } from './useImport'

/** How the file is read, which column is which field, and what becomes of records that are there already. */
export function MappingStep({ item, onCheck }: { item: Import; onCheck(): void }) {
  const { t, format } = useLocale()
  const change = useImportChange(item.id)
  const [busy, setBusy] = useState(false)
  const mapped = item.columns.filter((column) => column.target).length
  const undecided = item.columns.some((column) => column.ask_format)

  async function handleCheck(): Promise<void> {
    setBusy(true)
    const started = await attempt(() => checkImport(item.id))
    await reloadImports()
    setBusy(false)
    if (started) onCheck()
  }

  return (
    <>
      <FileOptions item={item} onChange={change} />
      <section aria-labelledby="columns">
        <h2 id="columns">{t('import.columns')}</h2>
        <p className="dim">{t('import.columns_text', { n: format.number(mapped), total: format.number(item.columns.length) })}</p>
        <ColumnTable item={item} onChange={change} />
      </section>
      <ImportOptionsForm item={item} onChange={change} />
      <div className={styles.foot}>
        <span className={`dim grow ${styles.footText}`}>{t(undecided ? 'import.format_needed' : 'import.nothing_yet')}</span>
        <Button size="sm" loading={busy} disabled={mapped === 0 || undecided} onClick={() => void handleCheck()}>
          {t('import.check')}
        </Button>
      </div>
    </>
  )
}
