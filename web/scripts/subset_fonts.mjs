// Cuts Inter down to the letters of European languages and the weights in use; the results are kept in src/ui/fonts.
// Run by hand when the font's version changes: node_modules/.bin/node scripts/subset_fonts.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import subset from 'subset-font'

const source = 'node_modules/@fontsource-variable/inter/files'
const target = 'src/ui/fonts'
const weights = { wght: { min: 400, max: 600, default: 400 } }
const letters = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('')

const parts = [
  ['latin', letters(0x20, 0x7e) + letters(0xa0, 0xff) + 'ıŒœ–—‘’‚“”„†•…‰‹›€™←↑→↓−≈≠≤≥'],
  ['latin-ext', letters(0x100, 0x17f) + 'ȘșȚțẞ'],
]

mkdirSync(target, { recursive: true })
for (const [name, text] of parts) {
  const font = await subset(readFileSync(`${source}/inter-${name}-wght-normal.woff2`), text, { targetFormat: 'woff2', variationAxes: weights })
  writeFileSync(`${target}/inter-${name}.woff2`, font)
  console.log(name, font.length)
}
