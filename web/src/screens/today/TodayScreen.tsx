import { useT } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'

export function TodayScreen() {
  const t = useT()
  return <PageTitle title={t('nav.today')} />
}
