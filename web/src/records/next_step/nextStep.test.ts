import { expect, test } from 'vitest'
import type { ObjectType, RecordData } from '@/api/types'
import { firstSteps, stateOf, stepsFilter } from './nextStep'

const task = {
  name: 'task',
  date_field: 'due',
  fields: [
    { name: 'due', type: 'date', label: {} },
    { name: 'done', type: 'checkbox', label: {} },
    { name: 'deal', type: 'relation', label: {}, relation: { target: 'deal', cardinality: 'one' } },
  ],
} as unknown as ObjectType

function step(id: string, deal: string, due: string | null): RecordData {
  return { id, object: 'task', version: 1, title: id, fields: { due, deal: { id: deal, title: '' } }, can: {} }
}

test('the filter asks for the open tasks of the records', () => {
  expect(stepsFilter(task, 'deal', ['1'])).toBe('done = false and deal = "1"')
  expect(stepsFilter(task, 'deal', ['1', '2'])).toBe('done = false and deal in ("1", "2")')
  expect(stepsFilter(task, 'invoice', ['1'])).toBeNull()
})

test('the earliest task is the next step; one without a date only when there is no other', () => {
  const first = firstSteps([step('c', '1', '2026-11-22'), step('d', '1', '2026-11-30'), step('b', '2', null), step('a', '1', null)], 'deal', 'due')
  expect(first.get('1')?.id).toBe('c')
  expect(first.get('2')?.id).toBe('b')
})

test('the state follows the day', () => {
  const day = '2026-11-21'
  expect(stateOf('2026-11-20', true, day)).toBe('overdue')
  expect(stateOf('2026-11-21', true, day)).toBe('today')
  expect(stateOf('2026-11-22', true, day)).toBe('planned')
  expect(stateOf(null, true, day)).toBe('planned')
  expect(stateOf(null, false, day)).toBe('none')
})
