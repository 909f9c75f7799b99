import { Button } from '@mantine/core'
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { useT } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { EmptyState } from '@/ui/EmptyState'
import { PageTitle } from '@/ui/PageTitle'

export function NotFound() {
  const t = useT()
  return (
    <main>
      <EmptyState text={t('page.not_found')}>
        <PageTitle title={t('page.not_found')} className="visually-hidden" />
        <Button component={Link} to="/">
          {t('page.to_start')}
        </Button>
      </EmptyState>
    </main>
  )
}

export function Failed({ error, reset }: ErrorComponentProps) {
  return (
    <main>
      <Failure error={error} onRetry={reset} />
    </main>
  )
}
