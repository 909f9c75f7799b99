import { expect, test } from 'vitest'
import type { Field, ObjectType, RecordData } from '@/api/types'
import { linkedValues } from './linkedValues'

const relation = (name: string, target: string, cardinality: 'one' | 'many'): Field => ({ name, label: {}, type: 'relation', relation: { target, cardinality } })
const object = (name: string, fields: Field[]) => ({ name, fields }) as unknown as ObjectType

const interaction = object('interaction', [relation('people', 'person', 'many'), relation('deals', 'deal', 'many'), relation('companies', 'company', 'many')])
const deal = object('deal', [relation('person', 'person', 'one'), relation('referred_by', 'person', 'one'), relation('company', 'company', 'one')])
const record: RecordData = {
  id: '1',
  object: 'deal',
  version: 1,
  title: 'Angebot',
  fields: { person: { id: '7', title: 'Anna' }, referred_by: { id: '8', title: 'Jörg' }, company: null },
  can: {},
}

test('a call about a deal belongs to the deal and to its person, not to who referred it', () => {
  expect(linkedValues(interaction, deal, record)).toEqual({ deals: [{ id: '1', title: 'Angebot' }], people: [{ id: '7', title: 'Anna' }] })
})

test('a place in the organisation is filled in by the server, never copied', () => {
  const place: Field = { ...relation('unit', 'unit', 'one'), system: true }
  const territory: Field = { ...relation('territory', 'territory', 'one'), system: true, read_only: true }
  const placed = { ...record, fields: { ...record.fields, unit: { id: '3', title: 'Süd' }, territory: { id: '4', title: '80' } } }
  const values = linkedValues(object('interaction', [...interaction.fields, place, territory]), object('deal', [...deal.fields, place, territory]), placed)
  expect(Object.keys(values)).toEqual(['people', 'deals'])
})
