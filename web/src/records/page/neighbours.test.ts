import { beforeEach, expect, test } from 'vitest'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { neighbourOf } from './neighbours'

const page = (...ids: string[]) => ({ records: ids.map((id) => ({ id })), next: null, prev: null })

beforeEach(() => queryClient.clear())

test('goes through the rows of a page and on into the next one', () => {
  queryClient.setQueryData(keys.page('person', { filter: '' }, 0), page('1', '2'))
  queryClient.setQueryData(keys.page('person', { filter: '' }, 1), page('3'))
  expect(neighbourOf('person', '1', 1)).toBe('2')
  expect(neighbourOf('person', '2', 1)).toBe('3')
  expect(neighbourOf('person', '3', -1)).toBe('2')
  expect(neighbourOf('person', '1', -1)).toBeUndefined()
})

test('goes down a column of a board', () => {
  queryClient.setQueryData(keys.board('deal', {}), { columns: [page('1'), page('2', '3')] })
  expect(neighbourOf('deal', '2', 1)).toBe('3')
  expect(neighbourOf('deal', '1', 1)).toBeUndefined()
})

test('takes the list that was loaded last', () => {
  queryClient.setQueryData(keys.page('person', { filter: 'a' }, 0), page('1', '2'), { updatedAt: 1_000 })
  queryClient.setQueryData(keys.page('person', { filter: 'b' }, 0), page('1', '9'), { updatedAt: 2_000 })
  expect(neighbourOf('person', '1', 1)).toBe('9')
  expect(neighbourOf('person', '7', 1)).toBeUndefined()
})
