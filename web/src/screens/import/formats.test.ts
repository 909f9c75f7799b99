import { expect, test } from 'vitest'
import { patternText } from './formats'

test('a pattern is written in the letters of the language', () => {
  expect(patternText('dd.mm.yyyy', 'de')).toBe('TT.MM.JJJJ')
  expect(patternText('mm/dd/yyyy', 'en')).toBe('MM/DD/YYYY')
  expect(patternText('d mmmm yyyy', 'de')).toBe('T Monat JJJJ')
  expect(patternText('mmmm d yyyy', 'en')).toBe('month D YYYY')
})
