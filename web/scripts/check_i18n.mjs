// Fails on a text that is missing in a language, used but not defined, or defined but not used.
// Keys put together at run time are written as a template, t(`operator.${op}`): every key of that form counts as used.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

// `check_i18n.mjs FOLDER` checks another client, which its test uses to prove that it finds faults.
const root = process.argv[2] ?? '.'
const folder = join(root, 'src/i18n')
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const faults = []

function sourcesBelow(path) {
  return readdirSync(path).flatMap((name) => {
    const child = join(path, name)
    return statSync(child).isDirectory() ? sourcesBelow(child) : /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [child] : []
  })
}

const paramsOf = (text) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort().join(' ')

function compare(leftName, rightName) {
  const [left, right] = [read(leftName), read(rightName)]
  for (const key of Object.keys(left)) {
    if (!(key in right)) faults.push(`${key}: in ${leftName}, missing in ${rightName}`)
    else if (paramsOf(left[key]) !== paramsOf(right[key])) faults.push(`${key}: ${leftName} and ${rightName} differ in parameters`)
    if (!left[key].trim()) faults.push(`${key}: empty in ${leftName}`)
  }
  for (const key of Object.keys(right)) if (!(key in left)) faults.push(`${key}: in ${rightName}, missing in ${leftName}`)
  return left
}

function checkUse(defined) {
  const used = new Set()
  const patterns = []
  for (const path of sourcesBelow(join(root, 'src'))) {
    const text = readFileSync(path, 'utf8')
    for (const match of text.matchAll(/['"]([a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+)['"]/g)) used.add(match[1])
    for (const match of text.matchAll(/`([a-z][a-z0-9_]*\.[^`\n]*\$\{[^`\n]*)`/g)) {
      patterns.push(new RegExp(`^${match[1].replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]*\}/g, '[A-Za-z0-9_]+')}$`))
    }
    for (const match of text.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)) {
      if (!(match[1] in defined)) faults.push(`${match[1]}: used in ${path}, not defined`)
    }
  }
  for (const key of Object.keys(defined)) {
    if (!used.has(key) && !patterns.some((pattern) => pattern.test(key))) faults.push(`${key}: not used`)
  }
}

// Sie and du: a text that speaks to the reader needs its twin in the overlay.
function checkAddress(defined) {
  const overlay = read('de-Sie.json')
  const familiar = /\b(du|dich|dir|dein|deine|deinen|deinem|deiner|deins)\b/i
  for (const [key, text] of Object.entries(defined)) {
    if (familiar.test(text) && !key.endsWith('_du') && !(key in overlay)) faults.push(`${key}: says du, no twin in de-Sie.json`)
  }
  for (const [key, text] of Object.entries(overlay)) {
    if (!(key in defined)) faults.push(`${key}: in de-Sie.json only`)
    else if (text === defined[key]) faults.push(`${key}: de-Sie.json repeats de.json`)
    else if (familiar.test(text)) faults.push(`${key}: de-Sie.json says du`)
  }
}

const own = compare('de.json', 'en.json')
compare('errors.de.json', 'errors.en.json')
checkUse(own)
checkAddress(own)
for (const fault of faults) console.error(fault)
if (faults.length) process.exit(1)
console.log(`${Object.keys(own).length} texts in two languages`)
