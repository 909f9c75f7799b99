import { expect, test } from 'vitest'
import type { Catalogue, Field, RecordData } from '@/api/types'
import { presetFor, singleInverse } from './link'

const relation = (name: string, target: string, cardinality: 'one' | 'many', inverse?: string): Field => ({ name, label: {}, type: 'relation', relation: { target, cardinality, inverse } })
const deals = relation('deals', 'deal', 'many', 'person')
const interactions = relation('interactions', 'interaction', 'many', 'people')
const catalogue = {
  objects: [
    { name: 'deal', fields: [relation('person', 'person', 'one', 'deals')] },
    { name: 'interaction', fields: [relation('people', 'person', 'many', 'interactions')] },
  ],
} as unknown as Catalogue
const anna: RecordData = { id: '7', object: 'person', version: 1, title: 'Anna', fields: {}, can: {} }

test('a single reference at the other end is the one to write', () => {
  expect(singleInverse(catalogue, deals)?.name).toBe('person')
  expect(singleInverse(catalogue, interactions)).toBeUndefined()
})

test('a new record belongs to the one it was made from', () => {
  expect(presetFor(catalogue, deals, anna)).toEqual({ person: { id: '7', title: 'Anna' } })
  expect(presetFor(catalogue, interactions, anna)).toEqual({ people: [{ id: '7', title: 'Anna' }] })
})
