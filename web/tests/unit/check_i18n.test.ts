/// <reference types="node" />
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

type Texts = Record<string, string>

const folders: string[] = []

/** What the check says about a client with these texts and this source. */
function check(de: Texts, en: Texts, source: string, sie: Texts = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-i18n-'))
  folders.push(folder)
  mkdirSync(join(folder, 'src/i18n'), { recursive: true })
  const files = { 'de.json': de, 'en.json': en, 'de-Sie.json': sie, 'errors.de.json': {}, 'errors.en.json': {} }
  for (const [name, texts] of Object.entries(files)) writeFileSync(join(folder, 'src/i18n', name), JSON.stringify(texts))
  writeFileSync(join(folder, 'src/screen.tsx'), source)
  try {
    return execFileSync(process.execPath, ['scripts/check_i18n.mjs', folder], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return (error as { stderr: string }).stderr
  }
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

it('passes when every text is there twice and used', () => {
  expect(check({ 'a.b': 'Ja' }, { 'a.b': 'Yes' }, "t('a.b')")).toContain('1 texts')
  expect(check({ 'a.one': 'Eins', 'a.two': 'Zwei' }, { 'a.one': 'One', 'a.two': 'Two' }, 't(`a.${number}`)')).toContain('2 texts')
})

it.each([
  ['a text without its twin', { 'a.b': 'Ja' }, {}, "t('a.b')", {}, 'missing in en.json'],
  ['a twin with other parameters', { 'a.b': '{n} von {m}' }, { 'a.b': '{n}' }, "t('a.b')", {}, 'differ in parameters'],
  ['a text nobody uses', { 'a.b': 'Ja' }, { 'a.b': 'Yes' }, '', {}, 'not used'],
  ['a key nobody defined', {}, {}, "t('a.b')", {}, 'not defined'],
  ['du without Sie', { 'a.b': 'Leg deine Akte an' }, { 'a.b': 'Create' }, "t('a.b')", {}, 'says du'],
  ['du in the Sie texts', { 'a.b': 'Leg deine Akte an' }, { 'a.b': 'Create' }, "t('a.b')", { 'a.b': 'Lege deine Akte an' }, 'de-Sie.json says du'],
])('finds %s', (_, de, en, source, sie, fault) => {
  expect(check(de as Texts, en as Texts, source, sie as Texts)).toContain(fault)
})
