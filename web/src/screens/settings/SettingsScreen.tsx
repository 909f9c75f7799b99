import { useT } from '@/i18n/locale'
import { PageTitle } from '@/ui/PageTitle'

export function SettingsScreen() {
  const t = useT()
  return <PageTitle title={t('nav.settings')} />
}
