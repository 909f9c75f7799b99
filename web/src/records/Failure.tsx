import { isApiError } from '@/api/error'
import { useLocale } from '@/i18n/locale'
import { ErrorState } from '@/ui/ErrorState'
import { errorText } from '@/schema/errors'

/** A failed request in place of what it should have brought. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?(): void }) {
  const locale = useLocale()
  return <ErrorState text={errorText(error, locale)} errorId={isApiError(error) ? error.problem.id : null} onRetry={onRetry} />
}
