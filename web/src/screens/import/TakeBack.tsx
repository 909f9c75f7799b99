import { Button } from '@mantine/core'
import { useState } from 'react'
import { undoImport, type Import } from '@/api/imports'
import { queryClient } from '@/api/queryClient'
import { useLocale } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { IconArrowBackUp } from '@/ui/icons'
import { attempt } from './useImport'

/** Takes the whole import back, after one question. */
export function TakeBack({ item }: { item: Import }) {
  const { t } = useLocale()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)

  async function handleTakeBack(): Promise<void> {
    setBusy(true)
    await attempt(() => undoImport(item.id))
    setBusy(false)
    setAsking(false)
    await queryClient.invalidateQueries()
  }

  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setAsking(true)}>
        {t('import.take_back')}
      </Button>
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('import.take_back_title', { name: item.file.name })}
        size={440}
        footer={
          <>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="#b02a2a" loading={busy} onClick={() => void handleTakeBack()}>
              {t('import.take_back')}
            </Button>
          </>
        }
      >
        <p>{t('import.take_back_text')}</p>
      </Dialog>
    </>
  )
}
