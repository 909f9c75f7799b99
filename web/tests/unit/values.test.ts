import { describe, expect, it } from 'vitest'
import { addDecimals, compareDecimals, parseDecimal } from '@/lib/decimal'
import { isoWeek, addMonths, weekday } from '@/lib/dates'
import { parseDate } from '@/lib/parseDate'
import { fromTsv, toTsv } from '@/lib/tsv'
import { addressFromText, addressLine } from '@/records/fields/postal_address/address'

describe('decimals', () => {
  it.each([
    ['1.234,5', ',', '1234.5'],
    ['1234,50 €', ',', '1234.50'],
    ['1.234', ',', '1234'],
    ['12.5', ',', '12.5'],
    ['1,234.5', '.', '1234.5'],
    ['-3', ',', '-3'],
    ['\u22123,5', ',', '-3.5'],
    ['12,', ',', null],
    ['zwölf', ',', null],
    ['1,2345678', ',', null],
    ['', ',', null],
  ] as const)('reads %s', (typed, mark, expected) => {
    expect(parseDecimal(typed, mark)).toBe(expected)
  })

  it('adds and compares exactly', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3')
    expect(addDecimals('-1', '0.005')).toBe('-0.995')
    expect(compareDecimals('10', '9.99')).toBe(1)
    expect(compareDecimals('1.50', '1.5')).toBe(0)
  })
})

describe('dates', () => {
  const now = '2026-11-21' // a Saturday
  it.each([
    ['24.11.2026', '2026-11-24'],
    ['24.11.', '2026-11-24'],
    ['3.1.', '2027-01-03'],
    ['24/11/26', '2026-11-24'],
    ['1.4.80', '1980-04-01'],
    ['24112026', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['heute', '2026-11-21'],
    ['morgen', '2026-11-22'],
    ['+3', '2026-11-24'],
    ['+2w', '2026-12-05'],
    ['Mo', '2026-11-23'],
    ['Sa', '2026-11-28'],
    ['KW 48', '2026-11-23'],
    ['KW 53', '2026-12-28'],
    ['KW 54', null],
    ['31.02.2026', null],
    ['quatsch', null],
    ['', null],
  ])('reads %s', (typed, expected) => {
    expect(parseDate(typed, now)).toBe(expected)
  })

  it('counts ISO weeks', () => {
    expect(isoWeek('2026-01-01')).toBe(1)
    expect(isoWeek('2027-01-01')).toBe(53)
    expect(weekday('2026-11-22')).toBe(7)
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  })
})

describe('clipboard', () => {
  it('takes cells there and back', () => {
    const rows = [
      ['a', 'with\ttab', 'say "hi"'],
      ['line\nbreak', '', 'z'],
    ]
    expect(fromTsv(toTsv(rows))).toEqual(rows)
  })

  it('reads what a spreadsheet writes', () => {
    expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })
})

describe('addresses', () => {
  it('reads one line', () => {
    expect(addressFromText('Domkloster 4, 50667 Köln')).toEqual({ street: 'Domkloster 4', postal_code: '50667', place: 'Köln' })
    expect(addressLine({ street: 'Domkloster 4', postal_code: '50667', place: 'Köln', country: 'DE' })).toBe('Domkloster 4, 50667 Köln')
  })
})
