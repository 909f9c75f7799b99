import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { View } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import type { ViewProps } from '@/records/views/viewProps'
import { useObject } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { useViewState } from './useViewState'

const views: Record<string, React.ComponentType<ViewProps>> = {
  board: lazy(() => import('@/records/views/board/BoardView')),
}

/** A database through one of its views. */
export function ObjectScreen() {
  const { t, label } = useLocale()
  const { object: name, view: viewId } = useParams({ strict: false }) as { object: string; view?: string }
  const search = useSearch({ strict: false })
  const object = useObject(name)
  const view = object?.views.find((candidate) => candidate.id === viewId) ?? object?.views[0] ?? ownView
  const viewState = useViewState(view, search)
  if (!object) return <EmptyState text={t('page.not_found')} />
  const ViewBody = views[view.kind] ?? views.board!
  return (
    <>
      <PageTitle title={label(object.plural)} />
      <Suspense fallback={<Placeholder lines={12} />}>
        <ViewBody object={object} view={view} {...viewState} />
      </Suspense>
    </>
  )
}

/** A database without a saved view is shown as a plain table. */
const ownView: View = { id: '', name: 'all', label: {}, kind: 'table', filter: '', sort: [], settings: {}, shared: false, can: {} }
