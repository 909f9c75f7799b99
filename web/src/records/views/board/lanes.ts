import type { BoardColumn, BoardSum } from '@/api/board'
import type { Money, RecordData } from '@/api/types'
import { addDecimals } from '@/lib/decimal'

/** A column as it is shown: a card that was just moved stands where its value says, before the server has answered. */
export interface Lane {
  column: BoardColumn
  id: string
  cards: RecordData[]
  count: number
  sums: Record<string, BoardSum>
}

const closing = ['won', 'lost', 'later']

/** The id a lane has for dragging; records without a value are in the lane ''. */
export function laneId(key: string | null): string {
  return key ?? ''
}

/** Won, lost and later are places to drop cards, not columns to look through. */
export function isZone(column: Pick<BoardColumn, 'kind'>): boolean {
  return closing.includes(column.kind ?? '')
}

export function zonesOf(lanes: Lane[]): Lane[] {
  const rank = (lane: Lane) => closing.indexOf(lane.column.kind ?? '')
  return lanes.filter((lane) => isZone(lane.column)).toSorted((a, b) => rank(a) - rank(b))
}

/**
 * Sorts the loaded cards into lanes by the value of `field`. `listed` holds the cards of lanes that were loaded further
 * than the board's own answer. Counts and sums follow the cards that have moved.
 */
export function layOutLanes(columns: BoardColumn[], field: string, listed: ReadonlyMap<string, RecordData[]> = new Map()): Lane[] {
  const loaded = columns.map((column) => ({ home: laneId(column.key), cards: listed.get(laneId(column.key)) ?? column.records }))
  const placeOf = (record: RecordData) => laneId((record.fields[field] as string | null | undefined) ?? null)
  const moved = loaded.flatMap(({ home, cards }) => cards.filter((card) => placeOf(card) !== home).map((card) => ({ home, card })))
  return columns.map((column, index) => {
    const id = laneId(column.key)
    const staying = loaded[index]!.cards.filter((card) => placeOf(card) === id)
    const arrived = moved.filter((move) => placeOf(move.card) === id && !staying.some((card) => card.id === move.card.id)).map((move) => move.card)
    const left = moved.filter((move) => move.home === id).map((move) => move.card)
    return {
      column,
      id,
      cards: [...arrived, ...staying],
      count: column.count + arrived.length - left.length,
      sums: adjust(column.sums ?? {}, arrived, left),
    }
  })
}

function adjust(sums: Record<string, BoardSum>, arrived: RecordData[], left: RecordData[]): Record<string, BoardSum> {
  if (arrived.length === 0 && left.length === 0) return sums
  return Object.fromEntries(
    Object.entries(sums).map(([path, sum]) => {
      const plus = arrived.reduce((total, card) => add(total, card.fields[path], ''), sum)
      return [path, left.reduce((total, card) => add(total, card.fields[path], '-'), plus)]
    }),
  )
}

function add(sum: BoardSum, value: unknown, sign: '' | '-'): BoardSum {
  if (typeof sum === 'string') return typeof value === 'string' ? addDecimals(sum, signed(value, sign)) : sum
  if (!value || typeof value !== 'object' || !('amount' in value)) return sum
  const money = value as Money
  const at = sum.findIndex((entry) => entry.currency === money.currency)
  const amount = signed(money.amount, sign)
  return at < 0 ? [...sum, { amount, currency: money.currency }] : sum.with(at, { ...sum[at]!, amount: addDecimals(sum[at]!.amount, amount) })
}

function signed(amount: string, sign: '' | '-'): string {
  if (sign === '') return amount
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
