import { describe, expect, it } from 'vitest'
import type { ConditionPart, Reason } from '@/api/rules'
import { meaningsOf } from './sentence'

const reason = (condition: ConditionPart | null): Reason => ({ kind: 'rule', rule: 'x', because: '', holds: true, decides: true, condition })

describe('what a condition means to the reader', () => {
  it('names the comparisons that hold, in either language, once', () => {
    const either = { text: 'a oder b', holds: true, parts: [{ text: 'Verantwortlich = ich', holds: true }, { text: 'Einheit in meine.einheiten', holds: false }, { text: 'owner = me', holds: true }] }
    expect(meaningsOf(reason(either))).toEqual(['yours'])
    const step = { text: '', holds: true, parts: [{ text: '[Eskalation Stufe 1] erreicht', holds: true }, { text: 'Verantwortlich in meine.unterstellten(1)', holds: true }] }
    expect(meaningsOf(reason(step))).toEqual(['escalated', 'reports'])
  })

  it('says nothing of what it has no words for', () => {
    expect(meaningsOf(reason(null))).toEqual([])
    expect(meaningsOf(reason({ text: 'Wert > 1000', holds: true }))).toEqual([])
  })
})
