import { expect, test } from 'vitest'
import type { BoardColumn } from '@/api/board'
import type { RecordData } from '@/api/types'
import { isZone, layOutLanes } from './lanes'

function card(id: string, stage: string | null, amount = '10.00'): RecordData {
  return { id, object: 'deal', version: 1, title: id, fields: { stage, value: { amount, currency: 'EUR' } }, can: {} }
}

function column(key: string | null, records: RecordData[], total: string): BoardColumn {
  return { key, label: null, colour: null, count: records.length, sums: { value: [{ amount: total, currency: 'EUR' }] }, records, next: null }
}

test('cards stand in the column the server gave', () => {
  const lanes = layOutLanes([column('new', [card('1', 'new')], '10.00'), column(null, [card('2', null)], '10.00')], 'stage')
  expect(lanes.map((lane) => [lane.id, lane.cards.map((one) => one.id), lane.count])).toEqual([
    ['new', ['1'], 1],
    ['', ['2'], 1],
  ])
})

test('a card whose value has changed stands on top of its new column, and counts and sums follow', () => {
  const moved = card('1', 'quote', '12.50')
  const [from, to] = layOutLanes([column('new', [moved, card('2', 'new')], '22.50'), column('quote', [card('3', 'quote')], '10.00')], 'stage')
  expect(from!.cards.map((one) => one.id)).toEqual(['2'])
  expect(from!.count).toBe(1)
  expect(from!.sums).toEqual({ value: [{ amount: '10.00', currency: 'EUR' }] })
  expect(to!.cards.map((one) => one.id)).toEqual(['1', '3'])
  expect(to!.count).toBe(2)
  expect(to!.sums).toEqual({ value: [{ amount: '22.50', currency: 'EUR' }] })
})

test('a currency that was not there yet gets a sum of its own', () => {
  const dollars: RecordData = { ...card('1', 'quote'), fields: { stage: 'quote', value: { amount: '5.00', currency: 'USD' } } }
  const [, to] = layOutLanes([column('new', [dollars], '0.00'), column('quote', [], '0.00')], 'stage')
  expect(to!.sums.value).toEqual([
    { amount: '0.00', currency: 'EUR' },
    { amount: '5.00', currency: 'USD' },
  ])
})

test('cards listed further take the place of the first ones', () => {
  const listed = new Map([['new', [card('1', 'new'), card('2', 'new')]]])
  const [lane] = layOutLanes([{ ...column('new', [card('1', 'new')], '0'), count: 7 }], 'stage', listed)
  expect(lane!.cards).toHaveLength(2)
  expect(lane!.count).toBe(7)
})

test('won, lost and later are zones', () => {
  expect(['open', 'won', 'lost', 'later', 'qualification'].map((kind) => isZone({ ...column('x', [], '0'), kind: kind as 'open' }))).toEqual([false, true, true, true, false])
})
