import { expect, test } from 'vitest'
import { splitTitle } from './kinds'

test('the first line is the title', () => {
  expect(splitTitle('Rückruf\nMöchte ein Angebot.\nBis Freitag.')).toEqual({ title: 'Rückruf', rest: 'Möchte ein Angebot.\nBis Freitag.' })
  expect(splitTitle('  Rückruf  ')).toEqual({ title: 'Rückruf', rest: '' })
})

test('a long first line is cut at a word and kept whole in the text', () => {
  const text = `${'Wort '.repeat(40)}Ende`
  const { title, rest } = splitTitle(text)
  expect(title.length).toBeLessThanOrEqual(121)
  expect(title.endsWith('Wort …')).toBe(true)
  expect(rest).toBe(text)
})
