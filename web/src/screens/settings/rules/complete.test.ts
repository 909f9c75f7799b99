import { expect, test } from 'vitest'
import type { Catalogue } from '@/api/types'
import { complete, type Known } from './complete'
import { indexOfByte, wordAt } from './positions'

const field = (name: string, de: string, more = {}) => ({ name, label: { de, en: name }, type: 'text', ...more })
const catalogue = {
  catalogue_version: 1,
  objects: [
    { name: 'deal', label: { de: 'Chance', en: 'Deal' }, fields: [field('owner', 'Verantwortlich', { type: 'user' }), field('close_date', 'Geplanter Abschluss'), field('company', 'Firma', { relation: { target: 'company', cardinality: 'one' } })] },
    { name: 'company', label: { de: 'Firma', en: 'Company' }, fields: [field('category', 'Kategorie')] },
  ],
} as unknown as Catalogue
const known: Known = { language: 'de', catalogue, roles: ['dispatch'], teams: [], organisations: [] }

const at = (text: string, asked = false) => {
  const caret = text.indexOf('|')
  const found = complete(text.replace('|', ''), caret, known, asked)
  return found && { from: caret - found.from, texts: found.options.map((option) => option.text) }
}

test('keys are offered where a line begins', () => {
  expect(at('- re|')).toEqual({ from: 2, texts: ['regel: '] })
  expect(at('- regel: a\n  fel|')).toEqual({ from: 3, texts: ['felder: '] })
  expect(at('- regel: a\n  au|')?.texts).toEqual(['auf: ', 'außer wenn: '])
})

test('each key has its own words', () => {
  expect(at('- regel: a\n  auf: [Cha|')?.texts).toEqual(['Chance'])
  expect(at('- regel: a\n  für: rol|')?.texts).toEqual(['rolle dispatch'])
  expect(at('- regel: a\n  darf: [sehen, l|')?.texts).toEqual(['lesen', 'löschen'])
  expect(at('- regel: a\n  felder: {pers|')?.texts).toEqual(['personenbezogen'])
  expect(at('- regel: a\n  felder: {personenbezogen: m|')?.texts).toEqual(['maske'])
})

test('conditions know the fields of the objects, what relations lead to, and the words', () => {
  const rule = '- regel: a\n  auf: Chance\n  wenn: '
  expect(at(`${rule}Verant|`)?.texts).toEqual(['Verantwortlich'])
  expect(at(`${rule}Gepl|`)?.texts).toEqual(['[Geplanter Abschluss]'])
  expect(at(`${rule}Firma.|`)?.texts).toEqual(['Kategorie'])
  expect(at(`${rule}Verantwortlich = i|`)?.texts).toContain('ich')
  expect(at(`${rule}owner|`)?.texts).toEqual(['Verantwortlich'])
})

test('a rule in English gets English words', () => {
  expect(at('- rule: a\n  applies_to: deal\n  may: [ed|')?.texts).toEqual(['edit'])
  expect(at('- rule: a\n  applies_to: deal\n  when: my.te|')?.texts).toEqual(['my.teams', 'my.territories'])
})

test('nothing is offered unasked', () => {
  expect(at('- regel: a\n  darf: |')).toBeNull()
  expect(at('- regel: a\n  darf: |', true)?.texts.length).toBe(8)
})

test('places in bytes are found in the text', () => {
  expect(indexOfByte('für: x', 5)).toBe(4)
  expect(indexOfByte('a😀b', 5)).toBe(3)
  expect(indexOfByte('ab', 9)).toBe(2)
  expect(wordAt('ab cde', 3)).toEqual([3, 6])
  expect(wordAt('ab\n', 3)).toEqual([2, 3])
})
