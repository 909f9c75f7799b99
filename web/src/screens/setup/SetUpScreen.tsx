import { useT } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'

export function SetUpScreen() {
  const t = useT()
  return <PageTitle title={t('setup.title')} />
}
