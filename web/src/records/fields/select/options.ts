import type { Field, Option } from '@/api/types'
import type { Locale } from '@/i18n/locale'

/** By key or by its name in either language. */
export function optionByText(field: Field, typed: string, locale: Locale): Option | undefined {
  const text = typed.trim().toLowerCase()
  const names = (option: Option) => [option.key, option.label.de, option.label.en, locale.label(option.label)]
  return field.options?.find((option) => names(option).some((name) => name?.toLowerCase() === text))
}

/** What may be chosen: no archived ones, and of a status only the stages of its pipeline when that is known. */
export function choosableOptions(field: Field, current: unknown, pipeline?: unknown): Option[] {
  const inPipeline = (option: Option) => !pipeline || !option.pipeline || option.pipeline === pipeline
  return (field.options ?? []).filter((option) => option.key === current || (!option.archived && inPipeline(option)))
}
