import { describe, expect, it } from 'vitest'
import { parseFilter } from '@/records/filters/parse'
import { allOf, printFilter } from '@/records/filters/print'

const roundTrips = [
  '',
  'category = "a"',
  'not (category = "a")',
  'name contains "Müller \\"und\\" Söhne"',
  'address.place begins with "Köln" and address.postal_code ends with "67"',
  'category in ("a", "b") or revenue >= 1250.5',
  '(category = "a" or category = "b") and owner = me',
  'due <= today() + 7 days',
  'birthday is empty and emails is not empty',
  'due >= start_of(week) and due <= end_of(week)',
  '(due >= start_of(week) and due <= end_of(week)) or done = false',
  'not (tags in ("vip", "press")) and newsletter = true',
  'due = date "2026-11-24"',
  'stage.kind in ("qualification", "open")',
]

describe('filters', () => {
  it.each(roundTrips)('keeps %s', (text) => {
    expect(printFilter(parseFilter(text))).toBe(text)
  })

  it.each([
    'month(birthday) = month(today())',
    'exists tasks with (done = false and due < today())',
    'revenue + 5 > 10',
    'unit below my.unit at most 2 levels',
    'a = "x" and exists tasks with (done = false)',
  ])('keeps what it does not understand as it is: %s', (text) => {
    const printed = printFilter(parseFilter(text))
    expect(printed.replace(/[()]/g, '')).toBe(text.replace(/[()]/g, ''))
    expect(printFilter(parseFilter(printed))).toBe(printed)
  })

  it('reads a range as one condition', () => {
    expect(parseFilter('due >= today() and due <= today() + 7 days')).toMatchObject({ kind: 'condition', comparison: 'between', operands: ['today()', 'today() + 7 days'] })
  })

  it('reads nested groups', () => {
    const node = parseFilter('(a = 1 or b = 2) and not (c = 3)')
    expect(node).toMatchObject({ kind: 'group', all: true, children: [{ kind: 'group', all: false }, { kind: 'condition', negated: true }] })
  })

  it('leaves out conditions that say nothing yet', () => {
    const empty = { kind: 'condition', path: 'name', comparison: 'contains', negated: false, operands: [] } as const
    const full = { kind: 'condition', path: 'role', comparison: '=', negated: false, operands: ['"CEO"'] } as const
    expect(printFilter({ kind: 'group', all: true, children: [{ ...empty, operands: [] }, { ...full, operands: ['"CEO"'] }] })).toBe('role = "CEO"')
  })

  it('does not mistake words inside quotes for the language', () => {
    expect(parseFilter('name = "and or not ("')).toMatchObject({ kind: 'condition', operands: ['"and or not ("'] })
  })

  it('survives broken text', () => {
    for (const text of ['a =', '((', 'a = "', 'and', '§$%', 'a = 1 b']) expect(printFilter(parseFilter(text))).toBe(text.trim())
  })

  it('joins with brackets where "or" is inside', () => {
    expect(allOf('a = 1 or b = 2', '', 'c = 3')).toBe('(a = 1 or b = 2) and c = 3')
    expect(allOf('a = 1 or b = 2')).toBe('a = 1 or b = 2')
  })
})
