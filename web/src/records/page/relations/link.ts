import { rememberWrite } from '@/api/events'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { updateRecord } from '@/api/records'
import type { Catalogue, Field, FieldValues, RecordData, Reference } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { findField, findObject } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'
import { reloadLists } from '../../cache'
import { announceChange } from '../../undo'

export type LinkAction = 'add' | 'remove'

/** The other end of a relation, where it is a single reference: that one is written then. */
export function singleInverse(catalogue: Catalogue, field: Field): Field | undefined {
  const target = field.relation && findObject(catalogue, field.relation.target)
  const inverse = target && field.relation?.inverse ? findField(target, field.relation.inverse) : undefined
  return inverse?.relation?.cardinality === 'one' ? inverse : undefined
}

/** The values that make a new record of the target belong to `record`. */
export function presetFor(catalogue: Catalogue, field: Field, record: RecordData): FieldValues {
  const target = field.relation && findObject(catalogue, field.relation.target)
  const inverse = target && field.relation?.inverse ? findField(target, field.relation.inverse) : undefined
  if (!inverse) return {}
  const self: Reference = { id: record.id, title: record.title }
  return { [inverse.name]: inverse.relation?.cardinality === 'many' ? [self] : self }
}

/** Links or unlinks another record over a relation to many, and says so. */
export async function changeLink(catalogue: Catalogue, record: RecordData, field: Field, other: Reference, action: LinkAction): Promise<void> {
  const locale = currentLocale()
  const inverse = singleInverse(catalogue, field)
  const target = field.relation!.target
  try {
    const written = inverse
      ? await updateRecord(target, other.id, { fields: { [inverse.name]: action === 'add' ? record.id : null } })
      : await updateRecord(record.object, record.id, { fields: { [field.name]: { [action]: [other.id] } } })
    if (written.record) rememberWrite(written.record)
    announceChange(written.change, locale.t(action === 'add' ? 'relation.linked' : 'relation.unlinked', { title: other.title }))
    await reloadAround(record, target)
  } catch (error) {
    showToast({ kind: 'error', text: locale.t('write.failed'), detail: errorText(error, locale) })
  }
}

export async function reloadAround(record: RecordData, target: string): Promise<void> {
  reloadLists(target)
  reloadLists(record.object)
  await queryClient.invalidateQueries({ queryKey: keys.record(record.object, record.id) })
}
