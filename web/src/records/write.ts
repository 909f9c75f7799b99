import { isApiError } from '@/api/error'
import { rememberWrite } from '@/api/events'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { bulk, createRecord, deleteRecord, restoreRecord, updateRecord, type BulkAnswer, type BulkRequest } from '@/api/records'
import type { Catalogue, Field, FieldValues, RecordData } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { findObject } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { announce } from '@/ui/announce'
import { showToast } from '@/ui/toast'
import { changeCached, putCached, reloadLists, withValues } from './cache'
import { pendingConflict } from './conflict'
import { announceChange, rememberChange, whilePending } from './undo'
import { wireValues } from './values'

/**
 * Writes fields of a record. The new values show at once; when the server refuses, the old ones come back and a message
 * says why. A clash with someone else's change opens the dialog. With `said`, a message of that text offers to take it
 * back. Resolves to null when nothing was written.
 */
export function updateFields(record: RecordData, values: FieldValues, overwrite?: string[], said?: string): Promise<RecordData | null> {
  return whilePending(writeFields(record, values, overwrite, said))
}

async function writeFields(record: RecordData, values: FieldValues, overwrite?: string[], said?: string): Promise<RecordData | null> {
  const locale = currentLocale()
  const rollBack = changeCached(record.object, record.id, (old) => ({ ...old, fields: withValues(old.fields, values) }))
  try {
    const fields = wireValues(fieldsOf(record.object), values)
    const written = await updateRecord(record.object, record.id, { base_version: record.version, fields, overwrite })
    const current = written.record
    if (!current) {
      giveAway(record, written.change, said)
      return null
    }
    accept(current)
    if (said) announceChange(written.change, said)
    else {
      rememberChange(written.change, locale.t('write.changed', { title: current.title }))
      announce(locale.t('write.saved'))
    }
    return current
  } catch (error) {
    rollBack()
    if (isApiError(error) && error.conflict) pendingConflict.set({ record, values, conflict: error.conflict })
    else showToast({ kind: 'error', text: locale.t('write.not_saved', { title: record.title }), detail: errorText(error, locale) })
    return null
  }
}

/** Creates a record; null if it went to somebody whose records one does not see. Failures are thrown: the form shows them beside the fields and keeps what was typed. */
export async function createWithFields(object: string, values: FieldValues, idempotencyKey: string): Promise<RecordData | null> {
  const written = await createRecord(object, wireValues(fieldsOf(object), values), idempotencyKey)
  if (written.record) {
    rememberWrite(written.record)
    queryClient.setQueryData(keys.record(object, written.record.id), written.record)
  }
  reloadLists(object)
  announceChange(written.change, currentLocale().t('write.created', { title: written.record?.title ?? '' }))
  return written.record
}

export async function removeRecord(record: Pick<RecordData, 'object' | 'id' | 'title'>): Promise<boolean> {
  const { t } = currentLocale()
  return attempt(async () => {
    const { change } = await deleteRecord(record.object, record.id)
    reloadLists(record.object)
    announceChange(change, t('write.deleted', { title: record.title }))
  })
}

export async function bringBack(record: Pick<RecordData, 'object' | 'id' | 'title'>): Promise<boolean> {
  const { t } = currentLocale()
  return attempt(async () => {
    const { change } = await restoreRecord(record.object, record.id)
    reloadLists(record.object)
    announceChange(change, t('write.restored', { title: record.title }))
  })
}

/** Changes many records at once. Larger amounts become a job that goes on by itself. */
export async function changeMany(object: string, request: BulkRequest): Promise<boolean> {
  const { t } = currentLocale()
  return attempt(async () => {
    const fields = request.fields && wireValues(fieldsOf(object), request.fields)
    const answer = await bulk(object, { ...request, fields })
    void queryClient.invalidateQueries({ queryKey: ['record', object] })
    reloadLists(object)
    if (answer.job) showToast({ kind: 'info', text: t('bulk.job') })
    else announceBulk(request.action, answer)
  })
}

function announceBulk(action: BulkRequest['action'], answer: BulkAnswer): void {
  const { t } = currentLocale()
  announceChange(answer.change, t(`bulk.${action}_done`, { n: answer.changed ?? 0 }))
  const failed = answer.failed ?? []
  if (failed.length > 0) showToast({ kind: 'error', text: t('bulk.failed', { n: failed.length }), detail: failed[0]!.error.message })
}

/** What one has given away may no longer be one's to see. */
function giveAway(record: RecordData, change: string, said?: string): void {
  const { t } = currentLocale()
  queryClient.removeQueries({ queryKey: keys.record(record.object, record.id), exact: true })
  reloadLists(record.object)
  announceChange(change, said ?? t('write.changed', { title: record.title }))
}

function accept(record: RecordData): void {
  rememberWrite(record)
  putCached(record)
  reloadLists(record.object)
}

async function attempt(action: () => Promise<void>): Promise<boolean> {
  try {
    await whilePending(action())
    return true
  } catch (error) {
    const locale = currentLocale()
    showToast({ kind: 'error', text: locale.t('write.failed'), detail: errorText(error, locale) })
    return false
  }
}

function fieldsOf(object: string): Field[] {
  const catalogue = queryClient.getQueryData<Catalogue>(keys.catalogue)
  return (catalogue && findObject(catalogue, object)?.fields) ?? []
}
