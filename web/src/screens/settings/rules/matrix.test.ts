import { expect, test } from 'vitest'
import type { Rule } from '@/api/rules'
import { writeRule } from './blocks'
import { rowsOf } from './matrix'

const rule = (more: Partial<Rule>): Rule => ({ kind: 'rule', name: 'r', objects: [], for: [{ kind: 'staff', name: '' }], actions: [], when: null, fields: [], from: null, until: null, because: '', text: '', ...more })

const cellOf = (rules: Rule[], kind: string) => rowsOf(rules, 'deal').find((row) => row.who.kind === kind)!

test('granting one action grants those before it, and no other', () => {
  const row = cellOf([rule({ actions: ['edit'] })], 'staff')
  expect(['see', 'read', 'edit', 'delete', 'count'].map((action) => row.actions(action as 'see').verdict)).toEqual(['yes', 'yes', 'yes', 'no', 'no'])
})

test('a forbid takes away what lies behind it', () => {
  const row = cellOf([rule({ actions: ['delete', 'export'] }), rule({ kind: 'forbid', actions: ['edit'] })], 'staff')
  expect(['read', 'edit', 'delete', 'export'].map((action) => row.actions(action as 'see').verdict)).toEqual(['yes', 'never', 'never', 'yes'])
})

test('conditions, walls and days make it depend', () => {
  for (const more of [rule({ when: 'owner = me', actions: ['see'] }), rule({ actions: ['see'], until: '2027-01-01' })]) expect(cellOf([more], 'staff').actions('see').verdict).toBe('sometimes')
  expect(cellOf([rule({ actions: ['see'] }), rule({ kind: 'limit', when: 'owner = me' })], 'staff').actions('see').verdict).toBe('sometimes')
})

test('what is said of everybody counts for each, and says so', () => {
  const rules = [rule({ for: [{ kind: 'all', name: '' }], actions: ['see'] }), rule({ actions: ['count'] })]
  expect(cellOf(rules, 'staff').actions('see')).toMatchObject({ verdict: 'yes', inherited: true })
  expect(cellOf(rules, 'staff').actions('count').inherited).toBe(false)
  expect(rowsOf(rules, 'deal').map((row) => row.who.kind)).toEqual(['all', 'staff'])
})

test('rules of other objects do not count', () => {
  expect(rowsOf([rule({ objects: ['person'], actions: ['see'] })], 'deal')).toEqual([])
})

test('fields: the most that is shown, the least that is left', () => {
  const edits = rule({ actions: ['edit'], fields: [{ class: 'personal', field: null, mode: 'read' }] })
  const row = cellOf([edits], 'staff')
  expect(['normal', 'personal', 'special'].map((name) => row.fields(name as 'normal').verdict)).toEqual(['edit', 'read', 'none'])
  expect(cellOf([rule({ actions: ['see'] })], 'staff').fields('normal').verdict).toBe('mask')
  const capped = cellOf([edits, rule({ kind: 'cap', fields: [{ class: 'personal', field: null, mode: 'none' }] })], 'staff')
  expect(capped.fields('personal').verdict).toBe('none')
})

test('a rule is written in either language, and keeps what it does not know', () => {
  const written = rule({ name: 'Eigene "A"', objects: ['deal'], for: [{ kind: 'head', name: 'division' }, { kind: 'role', name: 'dispatch' }], actions: ['see', 'edit'], when: 'Einheit unter mein.bereich', fields: [{ class: 'personal', field: null, mode: 'edit' }, { class: null, field: 'value', mode: 'none' }], until: '2027-01-01', because: 'Weil' })
  expect(writeRule(written, 'de', '- regel: x\n  auf: alle\n  protokoll: ja\n')).toBe(
    '- regel: "Eigene \\"A\\""\n  auf: ["#deal"]\n  für: ["leitung von bereich", "rolle dispatch"]\n  darf: [sehen, ändern]\n  wenn: "Einheit unter mein.bereich"\n  felder: {personenbezogen: ändern, "#value": nein}\n  gültig: {bis: 2027-01-01}\n  protokoll: ja\n  grund: "Weil"\n',
  )
  expect(writeRule(rule({ kind: 'limit', when: 'owner = me' }), 'en')).toBe('- limit: "r"\n  applies_to: all\n  for: ["staff"]\n  only when: "owner = me"\n')
})
