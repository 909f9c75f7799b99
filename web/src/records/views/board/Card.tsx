import { memo } from 'react'
import type { RecordData, Reference } from '@/api/types'
import { useLocale, useT } from '@/i18n/locale'
import { Avatar } from '@/ui/Avatar'
import { IconHourglass } from '@/ui/icons'
import { isEmptyValue, isMasked } from '../../fields/fieldClient'
import { fieldClient } from '../../fields/fieldClients'
import { FieldDisplay } from '../../fields/FieldDisplay'
import { StepDot } from '../../next_step/StepDot'
import type { Column } from '../columns'
import styles from './Card.module.css'
import { CardMenu } from './CardMenu'
import { useCardDrag } from './dnd'
import type { Move } from './moveTargets'

export interface FaceProps {
  record: RecordData
  columns: Column[]
  /** Undefined: no next step. Null: this workspace has none, or they are still on their way. */
  step: RecordData | undefined | null
  /** The days it has been left alone, when those are too many. */
  untouched: number | null
}

interface Props extends FaceProps {
  moves: Move[]
  onOpen(id: string): void
  onMove(record: RecordData, target: string): void
}

/** One record on the board. The whole card can be dragged; its title opens it. */
export const Card = memo(function Card({ record, moves, onOpen, onMove, ...face }: Props) {
  const { card, handle, isDragging } = useCardDrag(record.id)
  return (
    <article {...card} className={styles.card} data-dragging={isDragging || undefined} data-card={record.id} data-untouched={face.untouched !== null || undefined}>
      <CardFace record={record} {...face}>
        <button type="button" className={`bare ${styles.title}`} {...handle} onClick={() => !isDragging && onOpen(record.id)}>
          {record.title || '–'}
        </button>
        <CardMenu record={record} moves={moves} onOpen={onOpen} onMove={onMove} />
      </CardFace>
    </article>
  )
})

/** What hangs on the pointer while a card is dragged. */
export function DraggedCard(props: FaceProps) {
  return (
    <div className={`${styles.card} ${styles.lifted}`}>
      <CardFace {...props}>
        <span className={styles.title}>{props.record.title || '–'}</span>
      </CardFace>
    </div>
  )
}

function CardFace({ record, columns, step, untouched, children }: FaceProps & { children: React.ReactNode }) {
  const t = useT()
  const owner = record.fields.owner as Reference | null | undefined
  const hasFoot = step !== null || untouched !== null || owner?.title
  return (
    <>
      <div className={styles.head}>{children}</div>
      <CardValues record={record} columns={columns} />
      {hasFoot && (
        <div className={styles.foot}>
          {step !== null && <StepDot step={step} />}
          {untouched !== null && (
            <span className={styles.untouched}>
              <IconHourglass size={14} aria-hidden />
              {t('board.untouched', { n: untouched })}
            </span>
          )}
          <span className="grow" />
          {owner?.title && (
            <span title={owner.title}>
              <Avatar name={owner.title} size={20} />
              <span className="visually-hidden">{owner.title}</span>
            </span>
          )}
        </div>
      )}
    </>
  )
}

// Names and texts in one line, figures, dates and options in the next.
function CardValues({ record, columns }: Pick<FaceProps, 'record' | 'columns'>) {
  const filled = columns.filter((column) => !isEmptyValue(record.fields[column.path]))
  const lines = [filled.filter(isName), filled.filter((column) => !isName(column))].filter((line) => line.length > 0)
  return lines.map((line) => (
    <dl key={line[0]!.path} className={styles.values}>
      {line.map((column) => (
        <CardValue key={column.path} column={column} value={record.fields[column.path]} />
      ))}
    </dl>
  ))
}

// A link would be in the way of dragging: references stand as text, the rest as everywhere.
function CardValue({ column, value }: { column: Column; value: unknown }) {
  const locale = useLocale()
  const { field } = column
  const asText = field.type === 'relation' && !isMasked(value)
  return (
    <div className={styles.value} data-type={field.type}>
      <dt className="visually-hidden">{locale.label(field.label)}</dt>
      <dd className="ellipsis">{asText ? fieldClient(field.type).toText(value, field, locale) : <FieldDisplay field={field} value={value} />}</dd>
    </div>
  )
}

function isName({ field }: Column): boolean {
  return ['relation', 'text', 'long_text', 'person_name', 'postal_address', 'user'].includes(field.type)
}
