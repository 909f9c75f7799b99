import { Button } from '@mantine/core'
import { useT } from '@/i18n/locale'
import { IconAlertTriangle } from '@/ui/icons'
import styles from './rules.module.css'

/** The text cannot be read: what is shown beside it is older. */
export function TextProblem({ onShow }: { onShow(): void }) {
  const t = useT()
  return (
    <div className={styles.problem} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span className="grow">{t('rules.text_is_wrong')}</span>
      <Button variant="default" onClick={onShow}>
        {t('rules.show_text')}
      </Button>
    </div>
  )
}
