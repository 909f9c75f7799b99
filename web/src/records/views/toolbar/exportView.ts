import { exportRecords, type ExportFormat } from '@/api/workspace'
import type { Query } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import { saveFile } from '@/lib/saveFile'
import { errorText } from '@/schema/errors'
import { changeToast, closeToast, showToast, untilClosed } from '@/ui/toast'

/** Writes the records of a view to a file; says how far it is and can be stopped. */
export async function exportView(object: string, query: Query, format: ExportFormat, name: string, locale: Locale): Promise<void> {
  const { t } = locale
  const stop = new AbortController()
  const toast = showToast({
    kind: 'info',
    text: t('export.running', { name }),
    detail: t('export.preparing'),
    action: { label: t('common.cancel'), run: () => stop.abort() },
    milliseconds: untilClosed,
  })
  try {
    const file = await exportRecords(object, query, format, {
      signal: stop.signal,
      onProgress: (bytes) => changeToast(toast, { detail: t('export.loaded', { size: fileSize(bytes, locale) }) }),
    })
    saveFile(file, `${name}.${format === 'vcard' ? 'vcf' : format}`)
    showToast({ kind: 'success', text: t('export.done', { name }), detail: fileSize(file.size, locale) })
  } catch (error) {
    if (!stop.signal.aborted) showToast({ kind: 'error', text: t('export.failed'), detail: errorText(error, locale) })
  } finally {
    closeToast(toast)
  }
}

function fileSize(bytes: number, { format }: Locale): string {
  if (bytes < 1_000_000) return `${format.number(Math.ceil(bytes / 1000), 0)}\u00a0kB`
  return `${format.number((bytes / 1_000_000).toFixed(1), 1)}\u00a0MB`
}
