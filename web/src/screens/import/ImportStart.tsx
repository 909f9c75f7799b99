import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { uploadImport } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { DropZone } from '@/ui/DropZone'
import { EmptyState } from '@/ui/EmptyState'
import { PageTitle } from '@/ui/PageTitle'
import { ImportList } from './ImportList'
import styles from './ImportScreen.module.css'
import { putImport, reloadImports } from './useImport'

const mostBytes = 200 * 1024 * 1024

/** Takes the file; below it stand the imports so far. */
export function ImportStart() {
  const locale = useLocale()
  const { t, label } = locale
  const catalogue = useCatalogue()
  const navigate = useNavigate()
  const { object: wanted } = useSearch({ strict: false }) as { object?: string }
  const offered = catalogue.objects.filter((object) => object.can.import && object.name !== 'user')
  const [chosen, setChosen] = useState(wanted)
  const object = offered.find((candidate) => candidate.name === chosen) ?? offered[0]
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')

  async function handleFile(file: File): Promise<void> {
    if (!object) return
    if (file.size > mostBytes) return setError(t('import.too_large'))
    setBusy(true)
    setError('')
    try {
      const item = await uploadImport(object.name, file)
      putImport(item)
      void reloadImports()
      await navigate({ to: '/import/$id', params: { id: item.id } })
    } catch (failure) {
      setError(errorText(failure, locale))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={styles.page}>
      <PageTitle title={t('import.title')} />
      {object ? (
        <>
          <Select
            className={styles.object}
            label={t('import.object')}
            data={offered.map((candidate) => ({ value: candidate.name, label: label(candidate.plural, candidate.name) }))}
            value={object.name}
            onChange={setChosen as (value: string | null) => void}
          />
          <DropZone text={t('import.drop')} button={t('import.choose')} hint={t('import.formats')} accept=".csv,.tsv,.txt,.xlsx,.vcf,.vcard" busy={busy} onFile={(file) => void handleFile(file)} />
          {error && (
            <p className={styles.error} role="alert">
              {error}
            </p>
          )}
        </>
      ) : (
        <EmptyState text={t('import.no_right')} />
      )}
      <ImportList />
    </div>
  )
}
