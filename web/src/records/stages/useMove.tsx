import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import type { Field, FieldValues, ObjectType, Option, RecordData } from '@/api/types'
import { currentLocale } from '@/i18n/locale'
import { updateFields } from '../write'
import { questionOf, valuesOfMove } from './moves'

const MoveDialog = lazy(() => import('./MoveDialog'))

interface Pending {
  record: RecordData
  option: Option
}

/**
 * Moves records to another option of a field. `dialog` belongs somewhere on the screen: it asks for a reason or a date
 * where the move needs one.
 */
export function useMove(object: ObjectType, field: Field): { move(record: RecordData, option: Option | null): void; dialog: ReactNode } {
  const [pending, setPending] = useState<Pending | null>(null)

  const write = useCallback(
    (record: RecordData, option: Option | null, answer?: FieldValues) => {
      const { t, label } = currentLocale()
      const place = option ? label(option.label, option.key) : t('table.no_value')
      void updateFields(record, valuesOfMove(object, field, record, option, answer), undefined, t('board.moved', { title: record.title, place }))
    },
    [object, field],
  )

  const move = useCallback(
    (record: RecordData, option: Option | null) => {
      if ((record.fields[field.name] ?? null) === (option?.key ?? null)) return
      if (option && questionOf(object, option)) setPending({ record, option })
      else write(record, option)
    },
    [object, field, write],
  )

  const dialog = pending && (
    <Suspense>
      <MoveDialog
        object={object}
        record={pending.record}
        option={pending.option}
        onClose={() => setPending(null)}
        onAnswer={(answer) => {
          setPending(null)
          write(pending.record, pending.option, answer)
        }}
      />
    </Suspense>
  )
  return { move, dialog }
}
