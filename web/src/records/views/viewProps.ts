import type { ObjectType, View } from '@/api/types'
import type { ViewState } from './viewState'

/** What every kind of view is given. */
export interface ViewProps {
  object: ObjectType
  view: View
  state: ViewState
  onChange(change: Partial<ViewState>): void
  /** Opens a record beside the view. */
  onPeek(id: string): void
}
