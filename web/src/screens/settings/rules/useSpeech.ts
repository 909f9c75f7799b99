import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { useOrganisation } from '../organisation/useOrganisation'
import type { Speech } from './sentences'

export function useSpeech(): Speech {
  const locale = useLocale()
  const catalogue = useCatalogue()
  const { data: organisation } = useOrganisation()
  return { locale, catalogue, organisation }
}
