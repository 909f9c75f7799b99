import { CloseButton, TextInput } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ObjectType, View } from '@/api/types'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'
import { usePhone } from '@/lib/usePhone'
import { IconSearch } from '@/ui/icons'
import { pipelineFilter, planBoard } from '../board/plan'
import { useCount } from '../useCount'
import type { ViewState } from '../viewState'
import { FieldsMenu } from './FieldsMenu'
import { FilterButton } from './FilterButton'
import { GroupMenu } from './GroupMenu'
import { MoreMenu } from './MoreMenu'
import { SortMenu } from './SortMenu'
import styles from './Toolbar.module.css'

export interface ToolbarProps {
  object: ObjectType
  view: View
  state: ViewState
  onChange(change: Partial<ViewState>): void
}

/** The line above every view: number of records, filter, order, groups, fields, search. */
export function Toolbar({ object, view, state, onChange }: ToolbarProps) {
  const { t } = useLocale()
  const search = useRef<HTMLInputElement>(null)
  useCommands([{ id: 'view-search', label: ({ t: translate }) => translate('toolbar.search'), group: 'view', shortcut: '/', run: () => search.current?.focus() }])
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('toolbar.title')}>
      <ViewCount object={object} view={view} state={state} />
      <span className="grow" />
      <FilterButton object={object} view={view} state={state} onChange={onChange} />
      <SortMenu object={object} view={view} state={state} onChange={onChange} />
      {view.kind === 'table' && <GroupMenu object={object} view={view} state={state} onChange={onChange} />}
      {view.kind !== 'board' && <FieldsMenu object={object} view={view} state={state} onChange={onChange} />}
      <SearchBox input={search} text={state.search} onSearch={(text) => onChange({ search: text })} />
      <MoreMenu object={object} view={view} state={state} onChange={onChange} />
    </div>
  )
}

function ViewCount({ object, view, state }: Pick<ToolbarProps, 'object' | 'view' | 'state'>) {
  const { t, format } = useLocale()
  const plan = view.kind === 'board' ? planBoard(object, state) : null
  const { data: shown } = useCount(object.name, plan ? { ...state, filter: pipelineFilter(plan, state.filter) } : state)
  const { data: total } = useCount(object.name, {})
  if (!shown) return <span className={styles.count} />
  const number = format.number(shown.value)
  const isPart = (state.filter || state.search) && total
  const text = shown.exact ? number : t('toolbar.more_than', { n: number })
  return (
    <span className={styles.count}>
      {text}
      {isPart && <span className={styles.total}> {t('toolbar.of_total', { total: format.number(total.value) })}</span>}
    </span>
  )
}

// What is typed shows at once; the view follows when the typing rests.
function SearchBox({ input, text, onSearch }: { input: React.RefObject<HTMLInputElement | null>; text: string; onSearch(text: string): void }) {
  const { t } = useLocale()
  const phone = usePhone()
  const [typed, setTyped] = useState(text)
  const settled = useDebounced(typed, 250)
  const sent = useRef(text)
  const latest = useRef(onSearch)
  useLayoutEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => {
    const wanted = settled.trim()
    if (wanted === sent.current) return
    sent.current = wanted
    latest.current(wanted)
  }, [settled])
  // The address changed by other means, such as going back. While someone types, the address only lags behind.
  useEffect(() => {
    if (text === sent.current || document.activeElement === input.current) return
    sent.current = text
    setTyped(text)
  }, [text, input])
  return (
    <TextInput
      ref={input}
      className={styles.search}
      size="xs"
      type="search"
      aria-label={t('toolbar.search')}
      placeholder={t(phone ? 'toolbar.search_short' : 'toolbar.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed ? <CloseButton size="xs" aria-label={t('common.clear')} onClick={() => setTyped('')} /> : null}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setTyped('')
        event.currentTarget.blur()
      }}
    />
  )
}
