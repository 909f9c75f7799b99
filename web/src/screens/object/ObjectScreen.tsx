import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { View } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import { FilterChips } from '@/records/views/toolbar/FilterChips'
import TableView from '@/records/views/table/TableView'
import { Toolbar } from '@/records/views/toolbar/Toolbar'
import type { ViewProps } from '@/records/views/viewProps'
import { useObject } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { ChangeBar } from './ChangeBar'
import { ObjectHeader } from './ObjectHeader'
import styles from './ObjectScreen.module.css'
import { useViewState } from './useViewState'

const PeekPane = lazy(() => import('./PeekPane'))
const ListView = lazy(() => import('@/records/views/list/ListView'))
const BoardView = lazy(() => import('@/records/views/board/BoardView'))

/** A database through one of its views. */
export function ObjectScreen() {
  const { t, label } = useLocale()
  const phone = usePhone()
  const { object: name, view: viewId } = useParams({ strict: false }) as { object: string; view?: string }
  const search = useSearch({ strict: false })
  const object = useObject(name)
  const view = object?.views.find((candidate) => candidate.id === viewId) ?? object?.views[0] ?? plainView
  const { state, saved, onChange, discard, onPeek } = useViewState(view, search)
  if (!object) {
    return (
      <EmptyState text={t('page.not_found')}>
        <PageTitle title={t('page.not_found')} className="visually-hidden" />
      </EmptyState>
    )
  }
  const props: ViewProps = { object, view, state, onChange, onPeek }
  const Body = view.kind === 'board' ? BoardView : view.kind === 'list' || phone ? ListView : TableView
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ObjectHeader object={object} view={view} />
        <Toolbar object={object} view={view} state={state} onChange={onChange} />
        <FilterChips object={object} state={state} onChange={onChange} />
        <ChangeBar object={object} view={view} state={state} saved={saved} onDiscard={discard} />
        <Suspense fallback={<Placeholder lines={12} />}>
          <Body key={`${object.name}/${view.id}`} {...props} />
        </Suspense>
      </div>
      <Suspense>{search.peek && <PeekPane key={search.peek} object={object.name} id={search.peek} title={label(object.label)} onClose={() => onPeek(undefined)} />}</Suspense>
    </div>
  )
}

/** A database without a saved view is shown as a plain table. */
const plainView: View = { id: '', name: 'all', label: { de: 'Alle', en: 'All' }, kind: 'table', filter: '', sort: [], settings: {}, shared: false, can: {} }
