import { describe, expect, it } from 'vitest'
import { makeFormat } from '@/i18n/format'
import { formatMessage } from '@/i18n/message'

describe('messages', () => {
  const message = '{n, plural, =0 {Keine Einträge} one {# Eintrag} other {# Einträge}} in {name}'

  it('choose by number', () => {
    expect(formatMessage(message, { n: 0, name: 'X' }, 'de-DE')).toBe('Keine Einträge in X')
    expect(formatMessage(message, { n: 1, name: 'X' }, 'de-DE')).toBe('1 Eintrag in X')
    expect(formatMessage(message, { n: 1240, name: 'X' }, 'de-DE')).toBe('1.240 Einträge in X')
  })

  it('leave unknown parameters visible', () => {
    expect(formatMessage('Hallo {name}', {}, 'de-DE')).toBe('Hallo {name}')
  })
})

describe('formats', () => {
  const de = makeFormat('de')
  const en = makeFormat('en')

  it('write exact amounts', () => {
    expect(de.money({ amount: '1234.50', currency: 'EUR' })).toBe('1.234,50\u00a0€')
    expect(en.money({ amount: '1234.50', currency: 'EUR' })).toBe('€1,234.50')
    expect(de.number('90071992547409931.25', 2)).toBe('90.071.992.547.409.931,25')
  })

  it('write dates and weeks', () => {
    expect(de.date('2026-11-24')).toBe('24.11.2026')
    expect(en.date('2026-11-24')).toBe('24/11/2026')
    expect(de.dateWithWeekday('2026-11-24')).toBe('Di, 24.11.2026')
    expect(de.week('2026-11-24')).toBe('KW 48')
    expect(en.week('2026-11-24')).toBe('CW 48')
  })

  it('write times near and far', () => {
    const now = new Date('2026-11-24T12:00:00Z')
    expect(de.relative('2026-11-24T11:58:00Z', now)).toBe('vor 2 Minuten')
    expect(de.relative('2026-11-23T12:00:00Z', now)).toBe('gestern')
    expect(de.relative('2026-09-01T12:00:00Z', now)).toBe('01.09.2026')
  })
})
