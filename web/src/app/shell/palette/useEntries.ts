import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { search } from '@/api/records'
import { runCommand, useRegisteredCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'
import { choosableOptions } from '@/records/fields/select/options'
import { quote } from '@/records/filters/literals'
import { readRecent } from '@/records/recent'
import { findObject, useCatalogue } from '@/schema/catalogue'
import { listedObjects } from '../listedObjects'
import { matches, type Entry, type EntryGroup } from './entries'

const mostCommands = 6
const groupOrder = ['record', 'create', 'navigation', 'view', 'general']

/** What the palette offers for a text. ">" asks for commands only, "@" for people only, "#" for tags, "?" for commands that have a key. */
export function useEntries(typed: string): { groups: EntryGroup[]; corrected: string | null; isSearching: boolean } {
  const locale = useLocale()
  const { t, label } = locale
  const navigate = useNavigate()
  const catalogue = useCatalogue()
  const registered = useRegisteredCommands()
  const prefix = /^[>@#?]/.exec(typed)?.[0] ?? ''
  const text = typed.slice(prefix.length).trim()
  const settled = useDebounced(text, 120)
  const wantsRecords = prefix === '' || prefix === '@'
  const { data, isFetching } = useQuery({
    queryKey: keys.search(settled),
    queryFn: ({ signal }) => search(settled, signal),
    enabled: wantsRecords && settled.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })

  const open = (object: string, id: string) => void navigate({ to: '/d/$object/r/$id', params: { object, id } })
  const recordEntry = (result: { object: string; id: string; title: string; subtitle?: string }): Entry => {
    const type = findObject(catalogue, result.object)
    return {
      id: `${result.object}/${result.id}`,
      title: result.title || '–',
      subtitle: [type && label(type.label), result.subtitle].filter(Boolean).join(' · '),
      object: type,
      run: () => open(result.object, result.id),
    }
  }

  const found = text.length > 0 && wantsRecords ? (data?.results ?? []) : []
  const records = found.filter((result) => prefix !== '@' || result.object === 'person').map(recordEntry)
  const recent = text === '' && wantsRecords ? readRecent().map(recordEntry) : []
  const commands = prefix === '@' || prefix === '#' ? [] : commandEntries()
  const tags = prefix === '#' ? tagEntries() : []
  const views = prefix === '' && text !== '' ? viewEntries() : []

  function commandEntries(): Entry[] {
    const offered = registered
      .filter((command) => !command.hidden && command.id !== 'search' && (prefix !== '?' || command.shortcut) && command.can?.() !== false)
      .toSorted((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group))
    return offered
      .map((command) => ({ id: command.id, title: command.label(locale), icon: command.icon, shortcut: command.shortcut, run: () => runCommand(command), words: command.keywords ?? '' }))
      .filter((entry) => matches(text, `${entry.title} ${entry.words}`))
      .slice(0, prefix ? 50 : mostCommands)
  }

  /** The records that carry a tag, as a filtered view. */
  function tagEntries(): Entry[] {
    return listedObjects(catalogue)
      .flatMap((object) => object.fields.filter((field) => field.type === 'multi_select').map((field) => ({ object, field })))
      .flatMap(({ object, field }) =>
        choosableOptions(field, null).map((option) => ({
          id: `tag/${object.name}/${field.name}/${option.key}`,
          title: label(option.label, option.key),
          subtitle: `${label(object.plural)} · ${label(field.label)}`,
          object,
          run: () => void navigate({ to: '/d/$object', params: { object: object.name }, search: { f: `${field.name} = ${quote(option.key)}` } }),
        })),
      )
      .filter((entry) => matches(text, entry.title))
      .slice(0, 50)
  }

  function viewEntries(): Entry[] {
    return catalogue.objects
      .flatMap((object) =>
        object.views.map((view) => ({
          id: `view/${view.id}`,
          title: `${label(object.plural)}: ${label(view.label, view.name)}`,
          object,
          run: () => void navigate({ to: '/d/$object/v/$view', params: { object: object.name, view: view.id }, search: {} }),
        })),
      )
      .filter((entry) => matches(text, entry.title))
      .slice(0, 5)
  }

  const groups = [
    { title: t('palette.recent'), entries: recent },
    { title: t('palette.records'), entries: records },
    { title: t('palette.tags'), entries: tags },
    { title: t('palette.actions'), entries: commands },
    { title: t('palette.views'), entries: views },
  ]
  return { groups: groups.filter((group) => group.entries.length > 0), corrected: text ? (data?.corrected ?? null) : null, isSearching: isFetching }
}
