import type { Option } from '@/api/types'

/** What a stage means, whatever it is called: the words of the language, named for people. */
export const stageKinds: Option[] = [
  { key: 'qualification', label: { de: 'Interessent', en: 'Lead' }, colour: 'grey' },
  { key: 'open', label: { de: 'Offen', en: 'Open' }, colour: 'blue' },
  { key: 'won', label: { de: 'Gewonnen', en: 'Won' }, colour: 'green' },
  { key: 'lost', label: { de: 'Verloren', en: 'Lost' }, colour: 'red' },
]

export const stageKindLabel = { de: 'Stand', en: 'State' }
