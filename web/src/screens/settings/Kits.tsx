import { Button } from '@mantine/core'
import { useState } from 'react'
import { queryClient } from '@/api/queryClient'
import { removeSampleData } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { KitGallery } from '@/features/kits/KitGallery'
import { useSession } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'
import styles from './SettingsScreen.module.css'

export function Kits() {
  const locale = useLocale()
  const { t } = locale
  const { workspace } = useSession()
  const [busy, setBusy] = useState(false)

  async function handleRemove(): Promise<void> {
    setBusy(true)
    try {
      const { kept = [] } = await removeSampleData()
      await queryClient.invalidateQueries()
      const detail = kept.length > 0 ? t('sample.kept', { n: kept.length }) : undefined
      showToast({ kind: 'success', text: t('sample.removed'), detail })
    } catch (error) {
      showToast({ kind: 'error', text: t('sample.not_removed'), detail: errorText(error, locale) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <p className="dim">{t('kits.text')}</p>
      <KitGallery />
      {workspace.sample_data && (
        <div className={styles.section}>
          <h2>{t('sample.title')}</h2>
          <p className="dim">{t('sample.text')}</p>
          <div>
            <Button variant="default" loading={busy} onClick={() => void handleRemove()}>
              {t('sample.remove')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
