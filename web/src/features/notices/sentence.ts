import type { Notice } from '@/api/notices'
import type { Locale } from '@/i18n/locale'

const kinds = ['escalation', 'escalations', 'approval_requested', 'approval_approved', 'approval_returned', 'access_requested']

/** What a notice says. A kind this client does not know yet names the record at least. */
export function sentenceOf(notice: Notice, { t }: Pick<Locale, 't'>): string {
  const { detail, record } = notice
  const kind = kinds.includes(notice.kind) ? notice.kind : 'other'
  return t(`notice.${kind}` as 'notice.other', {
    title: record?.title || '–',
    step: detail.step ?? 1,
    owner: detail.owner ?? '',
    by: detail.by ?? '',
    n: detail.count ?? 0,
    action: detail.action ?? 'read',
  })
}
