// Writes a .br and a .gz beside every text file of dist, so that the server never compresses one itself.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const textual = /\.(html|js|css|svg|json|webmanifest|txt)$/

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

for (const path of filesBelow('dist').filter((path) => textual.test(path))) {
  const content = readFileSync(path)
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: brotli }))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}
