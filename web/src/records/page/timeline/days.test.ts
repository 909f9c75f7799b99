import { expect, test } from 'vitest'
import type { ChangeEntry, RecordEntry } from '@/api/timeline'
import { groupByDay } from './days'

const change = (id: string, at: string): ChangeEntry => ({ kind: 'change', at, by: null, change: id, action: 'update', fields: [] })
const record = (id: string, at: string): RecordEntry => ({ kind: 'record', at, record: { id, object: 'interaction', version: 1, title: id, fields: {}, can: {} } })

test('groups by day and folds changes that follow each other', () => {
  const days = groupByDay([change('5', '2026-11-21T12:00:00Z'), change('4', '2026-11-21T11:00:00Z'), record('a', '2026-11-21T10:00:00Z'), change('3', '2026-11-21T09:30:00Z'), change('2', '2026-11-20T12:00:00Z')])
  expect(days.map((day) => [day.date, day.items.map((item) => (item.kind === 'changes' ? item.changes.length : item.record.id))])).toEqual([
    ['2026-11-21', [2, 'a', 1]],
    ['2026-11-20', [1]],
  ])
})

test('a date without a time is the day it names', () => {
  expect(groupByDay([record('a', '2026-12-01')])[0]!.date).toBe('2026-12-01')
})
