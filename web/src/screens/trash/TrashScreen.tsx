import { useT } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'

export function TrashScreen() {
  const t = useT()
  return <PageTitle title={t('nav.trash')} />
}
