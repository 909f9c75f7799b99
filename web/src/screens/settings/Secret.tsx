import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconCopy, IconX } from '@/ui/icons'
import { showToast } from '@/ui/toast'
import styles from './SettingsScreen.module.css'

/** Something that is shown once: a key, a link for logging in. */
export function Secret({ text, value, onClose }: { text: string; value: string; onClose(): void }) {
  const { t } = useLocale()

  async function handleCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value)
      showToast({ kind: 'success', text: t('secret.copied') })
    } catch {
      showToast({ kind: 'info', text: t('secret.copy_by_hand') })
    }
  }

  return (
    <div className={styles.secret} role="status">
      <div className="spread">
        {text}
        <IconButton icon={IconX} label={t('common.close')} size={24} onClick={onClose} />
      </div>
      <div className="row">
        <code className="grow">{value}</code>
        <IconButton icon={IconCopy} label={t('secret.copy')} onClick={() => void handleCopy()} />
      </div>
    </div>
  )
}
