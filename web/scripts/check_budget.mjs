// Fails when what a first visit loads grows beyond its budget. Counts the Brotli files of dist, as they travel.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const kilobyte = 1024
const budgets = {
  // everything /d/person needs before data: page, scripts, styles, texts, letters
  first: 245 * kilobyte,
  firstStyles: 20 * kilobyte,
  // any one file that is loaded later
  later: 60 * kilobyte,
}

const folder = 'dist/assets'
const travelling = (path) => statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size
const html = readFileSync('dist/index.html', 'utf8')
const assets = readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name))
const isFirst = (name) => html.includes(name) || /^(de-|inter-)/.test(name)
const first = assets.filter(isFirst)
const sum = (names) => names.reduce((total, name) => total + travelling(join(folder, name)), 0)

const measured = {
  first: sum(first) + travelling('dist/index.html'),
  firstStyles: sum(first.filter((name) => name.endsWith('.css'))),
  later: Math.max(...assets.filter((name) => !isFirst(name)).map((name) => travelling(join(folder, name)))),
}

let failed = first.length < 5
if (failed) console.error(`only ${first.join(', ')} seem to belong to the first visit`)
for (const [name, size] of Object.entries(measured)) {
  const line = `${name}: ${Math.round(size / kilobyte)} of ${budgets[name] / kilobyte} KB`
  if (size > budgets[name]) console.error(`over budget: ${line}`)
  else console.log(line)
  failed ||= size > budgets[name]
}
if (failed) process.exit(1)
