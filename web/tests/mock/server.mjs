// Answers the API from memory, for looking at screens without a server: node tests/mock/server.mjs [PORT] [DIST]
// It understands simple filters only: conditions joined by "and".
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { answerImport, answerJob, uploadImport } from './imports.mjs'
import { expand, related, remember, timeline } from './history.mjs'
import { addRecord, allRecords, catalogue, findRecord, removeRecord, restoreRecord, saveRecord, sizes, trashOf } from './data.mjs'

const port = Number(process.argv[2] ?? 8091)
const dist = process.argv[3]
let loggedIn = true
let change = 8000
let kits = [
  ['people', 'Personen', 'People', 'Kontakte und Interaktionen: der kleinste Anfang.', true],
  ['companies', 'Firmen', 'Companies', 'Firmen mit Standorten und Ansprechpersonen.', true],
  ['sales', 'Verkauf', 'Sales', 'Chancen, Pipeline und Produkte.', true],
  ['tasks', 'Aufgaben', 'Tasks', 'Aufgaben mit Fälligkeit und Verantwortung.', false],
].map(([name, de, en, description, installed]) => ({ name, label: { de, en }, description: { de: description, en: description }, installed, objects: ['person'] }))
const session = { user: { id: '7000000', name: 'Anna Schmidt', email: 'anna@example.org', language: 'de' }, workspace: { name: 'Musterbetrieb', sample_data: true, kits: ['people'] }, languages: ['de', 'en'], can: { administer: true } }

const valueAt = (record, path) => path.split('.').reduce((value, step, depth) => (depth === 0 ? record.fields[step] : value?.[step]), null)
const plain = (value) => (value == null ? '' : Array.isArray(value) ? value.map(plain).join(' ') : typeof value === 'object' ? (value.id ?? value.value ?? value.amount ?? Object.values(value).join(' ')) : String(value))
const fold = (text) => text.toLowerCase()

function condition(text) {
  const denied = /^not \((.*)\)$/.exec(text)
  if (denied) return (record) => !condition(denied[1])(record)
  const empty = /^([\w.]+) is (not )?empty$/.exec(text)
  if (empty) return (record) => (plain(valueAt(record, empty[1])) === '') !== Boolean(empty[2])
  const match = /^([\w.]+) (=|contains|begins with|in|>=|<=|<|>) (.*)$/.exec(text)
  if (!match) return () => true
  const [, path, operator, right] = match
  const wanted = right === 'me' ? ['7000000'] : right.includes('today()') ? ['2026-11-21'] : [...right.matchAll(/"([^"]*)"|([\w.]+)/g)].map((m) => fold(m[1] ?? m[2]))
  return (record) => {
    const value = fold(plain(valueAt(record, path)))
    if (operator === '=' || operator === 'in') return wanted.some((one) => value === one || value.split(' ').includes(one))
    if (operator === 'contains') return value.includes(wanted[0])
    if (operator === 'begins with') return value.startsWith(wanted[0])
    const [a, b] = Number.isNaN(Number(value)) ? [value, wanted[0]] : [Number(value), Number(wanted[0])]
    return operator === '>=' ? a >= b : operator === '<=' ? a <= b : operator === '<' ? a < b : a > b
  }
}

function* matching(name, { filter, search }) {
  const parts = (filter ?? '').split(' and ').filter(Boolean).map((part) => condition(part.replace(/^\((.*)\)$/, '$1')))
  for (const record of allRecords(name)) {
    if (search && !fold(plain(Object.values(record.fields))).includes(fold(search))) continue
    if (parts.every((part) => part(record))) yield record
  }
}

function project(record, fields) {
  if (!fields) return record
  return { ...record, fields: Object.fromEntries(fields.map((path) => [path, valueAt(record, path) ?? null])) }
}

function query(name, body) {
  if (body.group) return { groups: groups(name, body) }
  if (body.aggregates) return { aggregates: Object.fromEntries(body.aggregates.map((key) => [key, key.includes('revenue') || key.includes('value') ? [{ amount: '4502991.37', currency: 'EUR' }] : '4821'])) }
  const limit = body.limit ?? 50
  const start = body.offset ?? Number(body.cursor ?? 0)
  const records = []
  let at = 0
  const quick = !body.filter && !body.search
  for (const record of matching(name, body)) {
    if (at >= start && records.length < limit) records.push(project(record, body.fields))
    at++
    if (records.length >= limit && (quick || at > 10_000)) break
  }
  const total = quick ? sizes[name] : at
  const next = records.length === limit ? String(start + limit) : null
  return { records, next, prev: start > 0 ? String(Math.max(0, start - limit)) : null, offset: start, ...(body.count ? { count: { value: total, exact: at <= 10_000 || quick } } : {}) }
}

function groups(name, body) {
  const field = catalogue.objects.find((object) => object.name === name).fields.find((one) => one.name === body.group)
  return [...(field?.options ?? []), null].map((option) => ({
    key: option?.key ?? null, label: option?.label.de ?? 'Leer', count: Math.floor(sizes[name] / 4), filter: option ? `${body.group} = "${option.key}"` : `${body.group} is empty`,
    aggregates: Object.fromEntries((body.aggregates ?? []).map((key) => [key, { amount: '125000.00', currency: 'EUR' }])),
  }))
}

function board(name, body) {
  const field = catalogue.objects.find((object) => object.name === name).fields.find((one) => one.name === body.field)
  const options = field.options.filter((option) => !body.pipeline || !option.pipeline || option.pipeline === body.pipeline)
  const inPipeline = body.pipeline ? ` and ${field.pipeline_field} = "${body.pipeline}"` : ''
  return { columns: options.map((option) => {
    const records = [...matching(name, { filter: `${body.field} = "${option.key}"${inPipeline}`, search: body.search })]
    const total = records.reduce((sum, record) => sum + Number(record.fields.value?.amount ?? 0), 0)
    const sums = (part) => Object.fromEntries(body.sums.map((path) => [path, [{ amount: (total * part).toFixed(2), currency: 'EUR' }]]))
    const limit = body.limit ?? 20
    return { ...option, count: records.length, sums: sums(1), weighted: sums((option.probability ?? 0) / 100), records: records.slice(0, limit).map((record) => project(record, body.fields)), next: records.length > limit ? 'x' : null }
  }) }
}

const fail = (status, key, message, more = {}) => [status, { error: { code: key, key, message, id: 'e-mock' }, ...more }]

function answer(method, path, params, body, raw) {
  const object = /^\/objects\/(\w+)\/(\w+)(?:\/(\w+))?(?:\/(\w+))?(?:\/(\w+))?/.exec(path)
  if (path === '/session') {
    if (method === 'POST') loggedIn = body.password !== 'falsch'
    if (method === 'DELETE') loggedIn = false
    return loggedIn ? [200, session] : fail(401, 'login.failed', 'E-Mail und Passwort passen nicht zusammen.')
  }
  if (!loggedIn) return fail(401, 'unauthorized', 'Bitte melde dich an.')
  if (path === '/objects') return [200, catalogue]
  if (path === '/kits') return [200, { kits }]
  if (path === '/keys') return [200, method === 'POST' ? { id: '9', key: 'kontor_4f9a2c81d07be3' } : { keys: [{ id: '1', name: 'Website', scopes: ['read'], expires: null, created_at: '2026-11-01T08:00:00Z' }] }]
  if (path === '/users') return [200, { id: '9', login_link: 'http://127.0.0.1:8080/login?token=abc' }]
  const job = /^\/jobs\/(\w+)$/.exec(path)
  if (job) return answerJob(method, job[1])
  const imported = /^\/imports(?:\/(\w+))?(?:\/([\w.]+))?$/.exec(path)
  if (imported && method === 'POST' && !imported[1]) return [201, { import: uploadImport(params.get('object'), params.get('filename'), raw) }]
  if (imported) return answerImport(method, imported[1], imported[2], body)
  if (path === '/search') {
    const found = [...matching('person', { search: params.get('q') })].slice(0, 8)
    return [200, { results: found.map((record) => ({ object: 'person', id: record.id, title: record.title, subtitle: record.fields.company?.title, match: 'title' })), corrected: null }]
  }
  if (path.startsWith('/pick/')) {
    const name = path.slice(6)
    return [200, { results: [...matching(name, { search: params.get('q') })].slice(0, 8).map((record) => ({ id: record.id, title: record.title, subtitle: record.fields.role ?? '' })) }]
  }
  if (/^\/changes\/.*\/undo/.test(path)) return [200, { change: String(++change), undone: 1, skipped: [] }]
  if (path.startsWith('/views')) return [200, { view: {} }]
  if (object) return answerObject(method, object, body, params)
  return [204]
}

function answerObject(method, [, name, what, id, verb, field], body, params) {
  if (what === 'query') return [200, query(name, body)]
  if (what === 'count') return [200, { value: body.filter || body.search ? [...matching(name, body)].length : sizes[name], exact: true }]
  if (what === 'board') return [200, board(name, body)]
  if (what === 'trash') return [200, { records: trashOf(name), next: null, prev: null }]
  if (what === 'views') return [201, { view: { ...body, id: '99', can: { edit: true } } }]
  if (what === 'bulk') return [200, { change: String(++change), changed: body.ids?.length ?? 12, failed: [] }]
  if (what === 'duplicates') {
    const text = body.fields.last_name
    return [200, { duplicates: text && text.length > 2 ? [{ id: '7000000', title: 'Anna Müller', subtitle: 'Müller Bau GmbH', reasons: ['name_phonetic'], score: 88 }] : [] }]
  }
  if (what !== 'records') return [204]
  if (!id) {
    if (name === 'person' && !body.fields.last_name) return fail(422, 'value.required', 'Nachname fehlt.', { error: { code: 'invalid', key: 'value.required', message: 'Nachname fehlt.', field: 'last_name' } })
    return [201, { record: addRecord(name, expand(name, body.fields)), change: String(++change), duplicates: [] }]
  }
  if (verb === 'restore') return restoreRecord(name, id), [200, { change: String(++change) }]
  const record = findRecord(name, id)
  if (!record) return fail(404, 'record.not_found', 'Diesen Eintrag gibt es nicht.')
  if (verb === 'timeline') return [200, timeline(record, params.get('kinds')?.split(',') ?? [])]
  if (verb === 'related') return [200, related(record, field, params)]
  if (method === 'DELETE') return removeRecord(name, id), [200, { change: String(++change) }]
  if (method === 'PATCH') {
    const next = { ...record, version: record.version + 1, fields: { ...record.fields, ...expand(name, body.fields) } }
    next.title = next.fields.subject ?? next.fields.name ?? next.title
    remember(record, body.fields, String(change + 1))
    if (typeof next.fields.company === "string") next.fields.company = { id: next.fields.company, title: findRecord("company", next.fields.company)?.title }
    saveRecord(next)
    return [200, { record: next, change: String(++change), merged: false }]
  }
  return [200, { record }]
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' }
const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

function serveFile(path, request, response) {
  const wanted = join(dist, normalize(path))
  const file = existsSync(wanted) && extname(wanted) ? wanted : join(dist, 'index.html')
  const packed = request.headers['accept-encoding']?.includes('br') && existsSync(`${file}.br`)
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain', 'Content-Security-Policy': policy, ...(packed ? { 'Content-Encoding': 'br' } : {}) })
  createReadStream(packed ? `${file}.br` : file).pipe(response)
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://local')
  if (url.pathname === '/health') return response.end(JSON.stringify({ status: 'ok', version: '0.1.0', engine: 'mock', set_up: true }))
  if (!url.pathname.startsWith('/api')) return dist ? serveFile(url.pathname, request, response) : response.end()
  if (url.pathname === '/api/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    return response.write(': hello\n\n')
  }
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const [status, body] = answer(request.method, url.pathname.slice(4), url.searchParams, text.startsWith('{') ? JSON.parse(text) : {}, text)
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(status === 204 ? undefined : JSON.stringify(body))
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`))
