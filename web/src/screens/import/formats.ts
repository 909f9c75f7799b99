import type { Language } from '@/i18n/format'

/** The ways of writing dates that the server knows. */
export const dateFormats = ['dd.mm.yyyy', 'yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd-mm-yyyy', 'yyyy/mm/dd', 'yyyymmdd', 'd mmmm yyyy', 'mmmm d yyyy']

/** "TT.MM.JJJJ" reads better than "dd.mm.yyyy" in German. */
export function patternText(pattern: string, language: Language): string {
  const named = pattern.replace('mmmm', 'M~').replaceAll('mm', 'MM')
  const text = language === 'de' ? named.replaceAll('d', 'T').replaceAll('y', 'J') : named.toUpperCase()
  return text.replace('M~', language === 'de' ? 'Monat' : 'month')
}
