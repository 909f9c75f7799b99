import { describe, expect, it } from 'vitest'
import type { RecordData } from '@/api/types'
import { daysUntouched, isOverfull, withLimit } from './limits'

const card = (changed_at: string) => ({ fields: { changed_at } }) as unknown as RecordData

describe('limits of a column', () => {
  it('lets as many cards in as are allowed', () => {
    expect([isOverfull(5, { most: 5 }), isOverfull(6, { most: 5 }), isOverfull(600, {}), isOverfull(600, undefined)]).toEqual([false, true, false, false])
  })

  it('counts days from the last change, from the day it is too long', () => {
    expect(daysUntouched(card('2026-11-10T12:00:00Z'), { days: 14 }, '2026-11-23')).toBe(null)
    expect(daysUntouched(card('2026-11-10T12:00:00Z'), { days: 14 }, '2026-11-24')).toBe(14)
    expect(daysUntouched(card('2026-11-10T12:00:00Z'), {}, '2027-11-24')).toBe(null)
  })

  it('forgets what was emptied', () => {
    const limits = withLimit({}, 'quote', { most: 10 })
    expect(withLimit(limits, 'quote', { days: 7 })).toEqual({ quote: { most: 10, days: 7 } })
    expect(withLimit(limits, 'quote', { most: undefined })).toEqual({})
  })
})
