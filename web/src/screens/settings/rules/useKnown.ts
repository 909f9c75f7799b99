import type { RuleLanguage } from '@/api/rules'
import { useCatalogue } from '@/schema/catalogue'
import { useOrganisation } from '../organisation/useOrganisation'
import type { Known } from './complete'

export function useKnown(language: RuleLanguage): Known {
  const catalogue = useCatalogue()
  const { data } = useOrganisation()
  return {
    language,
    catalogue,
    roles: data?.roles.map((role) => (role.built_in && language === 'en' ? role.name : (role.label[language] ?? role.name))) ?? [],
    teams: data?.teams.map((team) => team.name) ?? [],
    organisations: data?.units.filter((unit) => unit.kind === 'company').map((unit) => unit.name) ?? [],
  }
}
