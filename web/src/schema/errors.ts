import { isApiError } from '@/api/error'
import type { Locale } from '@/i18n/locale'

/** The sentence for a failure, in the reader's language: the server's own, else the one of its key. */
export function errorText(error: unknown, locale: Locale): string {
  if (!isApiError(error)) return locale.t('common.unknown_error')
  const { message, key, code, params = {} } = error.problem
  return message || (locale.errorText(key, params) ?? locale.errorText(`code.${code}`, params) ?? locale.t('common.unknown_error'))
}
