import { isApiError } from '@/api/error'
import type { Locale } from '@/i18n/locale'

/** The sentence for a failure. The server words its own in the reader's language; what never reached it is worded here. */
export function errorText(error: unknown, { t }: Locale): string {
  if (!isApiError(error)) return t('common.unknown_error')
  if (error.status === 0) return t('network.unreachable')
  return error.message || t('network.bad_answer')
}
