import { beforeEach, describe, expect, it } from 'vitest'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { RecordData } from '@/api/types'
import { changeCached } from '@/records/cache'
import { pagesFor, startOf } from '@/records/views/pages'
import { layOut, type Section } from '@/records/views/sections'
import { scaleFor } from '@/records/views/table/scroll'

const query = { filter: '', sort: ['name'] }
const page = (records: RecordData[] = [], more = {}) => ({ records, next: null, prev: null, ...more })

beforeEach(() => queryClient.clear())

describe('pages', () => {
  it('begins at the start', () => {
    expect(startOf('person', query, 0)).toEqual({})
  })

  it('goes on by the cursor of a neighbour', () => {
    queryClient.setQueryData(keys.page('person', query, 4), page([], { next: 'after-4', prev: 'before-4' }))
    expect(startOf('person', query, 5)).toEqual({ cursor: 'after-4' })
    expect(startOf('person', query, 3)).toEqual({ cursor: 'before-4' })
  })

  it('jumps by offset', () => {
    expect(startOf('person', query, 750)).toEqual({ offset: 37_500 })
  })

  it('does not follow a neighbour that is out of date', async () => {
    queryClient.setQueryData(keys.page('person', query, 4), page([], { next: 'after-4' }))
    await queryClient.invalidateQueries({ queryKey: keys.lists('person') })
    expect(startOf('person', query, 5)).toEqual({ offset: 250 })
  })

  it('names the pages of rows', () => {
    expect(pagesFor(90, 210, 1_000)).toEqual([1, 2, 3, 4])
    expect(pagesFor(0, 40, 0)).toEqual([])
    expect(pagesFor(95, 400, 120)).toEqual([1, 2])
  })
})

describe('sections', () => {
  const group = (key: string, count: number, collapsed = false): Section => ({ group: { key, label: key, count, filter: '' }, filter: '', count, collapsed })

  it('finds the record of a row in one long list', () => {
    const layout = layOut([{ group: null, filter: '', count: 1_000_000, collapsed: false }])
    expect(layout.rowCount).toBe(1_000_000)
    expect(layout.locate(999_999)).toEqual({ kind: 'record', section: 0, index: 999_999 })
    expect(layout.locate(1_000_000)).toBeNull()
  })

  it('counts headings and leaves out closed groups', () => {
    const layout = layOut([group('a', 2), group('b', 5, true), group('c', 0), group('d', 1)])
    expect(layout.rowCount).toBe(1 + 2 + 1 + 1 + 1 + 1)
    expect([0, 1, 2, 3, 4, 5, 6].map((row) => layout.locate(row))).toEqual([
      { kind: 'group', section: 0 },
      { kind: 'record', section: 0, index: 0 },
      { kind: 'record', section: 0, index: 1 },
      { kind: 'group', section: 1 },
      { kind: 'group', section: 2 },
      { kind: 'group', section: 3 },
      { kind: 'record', section: 3, index: 0 },
    ])
    expect(layout.rowOf(3, 0)).toBe(6)
  })
})

describe('scrolling', () => {
  it('reaches the last of a million rows although no element may be that high', () => {
    const scale = scaleFor(1_000_000, 36)
    const viewport = 700
    expect(scale.height).toBeLessThan(17_000_000)
    expect(scale.toContent(scale.height - viewport, viewport)).toBeCloseTo(36_000_000 - viewport)
    expect(scale.toContent(scale.toScroll(12_345_678, viewport), viewport)).toBeCloseTo(12_345_678)
  })

  it('is one to one for short lists', () => {
    expect(scaleFor(1_000, 36).toContent(500, 700)).toBe(500)
  })
})

describe('optimistic writes', () => {
  const record = (id: string, role: string) => ({ id, object: 'person', version: 1, title: id, fields: { role }, can: {} }) as RecordData

  it('change the record in every list and can be taken back', () => {
    const pageKey = keys.page('person', query, 0)
    const boardKey = keys.board('person', {})
    queryClient.setQueryData(pageKey, page([record('1', 'old'), record('2', 'old')]))
    queryClient.setQueryData(boardKey, { columns: [{ records: [record('2', 'old')] }, { records: [record('1', 'old')] }] })
    queryClient.setQueryData(keys.record('person', '1'), record('1', 'old'))
    const rollBack = changeCached('person', '1', (old) => ({ ...old, fields: { role: 'new' } }))
    expect(queryClient.getQueryData(pageKey)).toMatchObject({ records: [{ fields: { role: 'new' } }, { fields: { role: 'old' } }] })
    expect(queryClient.getQueryData(boardKey)).toMatchObject({ columns: [{ records: [{ fields: { role: 'old' } }] }, { records: [{ fields: { role: 'new' } }] }] })
    rollBack()
    expect(queryClient.getQueryData(pageKey)).toMatchObject({ records: [{ fields: { role: 'old' } }, {}] })
    expect(queryClient.getQueryData(keys.record('person', '1'))).toMatchObject({ fields: { role: 'old' } })
  })
})
