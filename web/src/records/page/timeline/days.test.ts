import { expect, test } from 'vitest'
import type { ChangeEntry, RecordEntry } from '@/api/timeline'
import type { ObjectType } from '@/api/types'
import { groupByDay, readable } from './days'

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

test('a task is on its day without a time, and the link to a call is no change of its own', () => {
  const person = { name: 'person', fields: [{ name: 'tasks', type: 'relation', label: {}, relation: { target: 'task', cardinality: 'many' } }] } as unknown as ObjectType
  const task = { name: 'task', timeline: true, date_field: 'due', fields: [{ name: 'due', type: 'date', label: {} }] } as unknown as ObjectType
  const due: RecordEntry = { kind: 'record', at: '2026-11-30T00:00:00Z', record: { id: '1', object: 'task', version: 1, title: '', fields: { due: '2026-11-30' }, can: {} } }
  const linked: ChangeEntry = { ...change('1', '2026-11-21T12:00:00Z'), fields: [{ field: 'tasks', from: null, to: null }] }
  const shown = readable([due, linked, change('2', '2026-11-21T12:00:00Z')], person, { catalogue_version: 1, objects: [person, task] })
  expect(shown.map((entry) => entry.at)).toEqual(['2026-11-30', '2026-11-21T12:00:00Z'])
})
