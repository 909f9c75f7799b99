import type { Conflict, FieldValues, RecordData } from '@/api/types'
import { createStore } from '@/lib/store'

/** A write that met someone else's change of the same field; the dialog lets the person decide. */
export interface PendingConflict {
  record: RecordData
  values: FieldValues
  conflict: Conflict
}

export const pendingConflict = createStore<PendingConflict | null>(null)
