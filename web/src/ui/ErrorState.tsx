import { Button } from '@mantine/core'
import { useT } from '@/i18n/locale'
import { EmptyState } from './EmptyState'
import { IconAlertTriangle, IconRefresh } from './icons'

/** What went wrong, its number for the log, and a way on. */
export function ErrorState({ text, errorId, onRetry }: { text: string; errorId?: string | null; onRetry?(): void }) {
  const t = useT()
  return (
    <div role="alert">
      <EmptyState icon={IconAlertTriangle} text={text} detail={errorId ? t('common.log_number', { id: errorId }) : undefined}>
        {onRetry && (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </EmptyState>
    </div>
  )
}
