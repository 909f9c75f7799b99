import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { View } from '@/api/types'
import { createStore, useStore } from '@/lib/store'
import type { ViewSearch } from '@/records/views/viewSearch'
import { savedState, type ViewSettings, type ViewState } from '@/records/views/viewState'

const none = '*'

/** Unsaved layouts by view; they stay while the page is open. */
const drafts = createStore<Record<string, ViewSettings>>({})

/** The view as saved, with what the address and this visit change of it. */
export function useViewState(view: View, search: ViewSearch) {
  const navigate = useNavigate()
  const saved = useMemo(() => savedState(view), [view])
  const settings = useStore(drafts)[view.id] ?? saved.settings
  const { f, s, g, q } = search

  const state: ViewState = useMemo(
    () => ({
      filter: f === none ? '' : (f ?? saved.filter),
      sort: s === none ? [] : (s?.split(',') ?? saved.sort),
      group: g === none ? null : (g ?? saved.group),
      search: q ?? '',
      settings,
    }),
    [f, s, g, q, settings, saved],
  )

  const onChange = useCallback(
    (change: Partial<ViewState>) => {
      if (change.settings) drafts.set({ ...drafts.get(), [view.id]: change.settings })
      const parts: Partial<ViewSearch> = {}
      if (change.filter !== undefined) parts.f = change.filter === saved.filter ? undefined : change.filter || none
      if (change.sort !== undefined) parts.s = change.sort.join() === saved.sort.join() ? undefined : change.sort.join() || none
      if (change.group !== undefined) parts.g = change.group === saved.group ? undefined : (change.group ?? none)
      if (change.search !== undefined) parts.q = change.search || undefined
      if (Object.keys(parts).length > 0) void navigate({ to: '.', search: (old) => ({ ...old, ...parts }), replace: change.search !== undefined })
    },
    [navigate, saved, view.id],
  )

  const discard = useCallback(() => {
    drafts.set(Object.fromEntries(Object.entries(drafts.get()).filter(([id]) => id !== view.id)))
    void navigate({ to: '.', search: (old) => ({ peek: (old as ViewSearch).peek, q: (old as ViewSearch).q }) })
  }, [navigate, view.id])

  const onPeek = useCallback((id: string | undefined) => void navigate({ to: '.', search: (old) => ({ ...old, peek: id }) }), [navigate])

  return { state, saved, onChange, discard, onPeek }
}
