// Imports as the server answers them: comma or semicolon separated files, checked and "run" within some seconds.
import { addRecord, catalogue } from './data.mjs'

const imports = new Map()
const jobs = new Map()
let last = 100

const names = { vorname: 'first_name', nachname: 'last_name', name: 'last_name', firma: 'company', firmenname: 'company', 'e-mail': 'emails', email: 'emails', telefon: 'phones', mobil: 'phones', geburtstag: 'birthday', plz: 'address.postal_code', ort: 'address.place', 'straße': 'address.street', strasse: 'address.street', funktion: 'role', position: 'role', umsatz: 'revenue' }

function targetsOf(object) {
  return catalogue.objects.find((one) => one.name === object).fields
    .filter((field) => !field.read_only && field.relation?.cardinality !== 'many')
    .flatMap((field) => (field.parts ? field.parts.map((part) => ({ path: `${field.name}.${part.name}`, label: { de: `${field.label.de}: ${part.label.de}`, en: `${field.label.en}: ${part.label.en}` }, type: part.type })) : { path: field.name, label: field.label, type: field.type }))
}

function read(item) {
  const lines = item.text.split(/\r?\n/).filter(Boolean).map((line) => line.split(item.file.separator))
  const [head] = lines
  item.lines = item.file.header ? lines.slice(1) : lines
  item.file.rows = item.lines.length
  item.targets = targetsOf(item.object)
  item.columns = head.map((name, index) => {
    const key = (item.file.header ? name : '').trim().toLowerCase()
    const exact = names[key]
    const guess = exact ?? Object.entries(names).find(([word]) => key.includes(word))?.[1] ?? null
    const known = item.targets.some((target) => target.path === guess) ? guess : null
    return { index, name: item.file.header ? name : '', samples: item.lines.slice(0, 3).map((line) => line[index] ?? ''), target: known, label: known === 'phones' ? (key.includes('mobil') ? 'mobile' : 'work') : known === 'emails' ? 'work' : null, confidence: exact ? 0.98 : known ? 0.62 : 0, state: exact ? 'sure' : known ? 'guess' : 'none' }
  })
}

export function uploadImport(object, name, text) {
  const separator = (text.split('\n')[0].match(/;/g) ?? []).length >= (text.split('\n')[0].match(/,/g) ?? []).length ? ';' : ','
  const item = { id: String(++last), object, state: 'mapping', created_at: new Date().toISOString(), job: null, text, fixes: new Map(), skipped: new Set(), file: { name, format: 'csv', encoding: 'windows-1252', separator, header: true, rows: 0, decimal: ',', date_format: 'dd.mm.yyyy' }, options: { duplicates: 'skip', match: ['email', 'phone', 'name_place'], link_missing: 'create', new_options: 'leave' } }
  read(item)
  imports.set(item.id, item)
  return item
}

const hidden = ['text', 'lines', 'fixes', 'skipped']
const shown = (item) => Object.fromEntries(Object.entries(item).filter(([key]) => !hidden.includes(key)))
const cell = (item, row, column) => item.fixes.get(`${row}/${column}`) ?? item.lines[row - 1][column] ?? ''

function check(item) {
  const problems = []
  let failed = 0
  for (const [index] of item.lines.entries()) {
    const row = index + 1
    if (item.skipped.has(row)) continue
    const before = problems.length
    for (const column of item.columns) {
      const value = cell(item, row, column.index)
      const type = item.targets.find((target) => target.path === column.target)?.type
      const bad = type === 'date' && value && !/^\d{1,2}\.\d{1,2}\.\d{4}$/.test(value) ? 'Das ist kein Datum.' : type === 'date' && /^3[12]\.0?2\./.test(value) ? `Den Tag „${value}“ gibt es nicht.` : null
      if (bad) problems.push({ row, column: column.index, field: column.target, value, severity: 'error', key: 'value.not_a_date', message: bad })
      if (type === 'emails' && value && !value.includes('@')) problems.push({ row, column: column.index, field: 'emails', value, severity: 'warning', key: 'value.not_an_email', message: 'Das sieht nicht nach einer E-Mail-Adresse aus.' })
    }
    if (problems.slice(before).some((problem) => problem.severity === 'error')) failed++
  }
  const rows = item.lines.length
  const skip = item.skipped.size + Math.floor(rows / 20)
  return { problems, verdict: { rows, create: rows - failed - skip, update: 0, skip, duplicate: Math.floor(rows / 20), error: failed, warning: problems.filter((problem) => problem.severity === 'warning').length } }
}

function startJob(item, kind, seconds, finish) {
  const job = { id: String(++last), kind, state: 'running', progress: { done: 0, total: item.lines.length }, result: {}, error: null, created_at: new Date().toISOString() }
  jobs.set(job.id, job)
  item.job = job.id
  let ticks = 0
  const timer = setInterval(() => {
    if (job.state === 'cancelled') return clearInterval(timer)
    job.progress.done = Math.min(job.progress.total, Math.round((++ticks / (seconds * 4)) * job.progress.total))
    if (ticks < seconds * 4) return
    clearInterval(timer)
    job.state = 'done'
    finish()
  }, 250)
  return job
}

function write(item) {
  const { verdict } = check(item)
  for (const line of item.lines.slice(0, 50)) {
    const fields = {}
    for (const column of item.columns) {
      if (!column.target || column.target.includes('.')) continue
      const value = line[column.index]
      fields[column.target] = ['emails', 'phones'].includes(column.target) ? [{ value, label: column.label ?? 'work' }] : column.target === 'company' ? { id: '7000000', title: value } : value || null
    }
    addRecord(item.object, fields)
  }
  item.result = { created: verdict.create, updated: verdict.update, skipped: verdict.skip, failed: verdict.error, links: 0, change: String(++last) }
  item.state = 'done'
}

export function answerImport(method, id, verb, body) {
  if (!id) return [200, { imports: [...imports.values()].map(shown).reverse() }]
  const item = imports.get(id)
  if (!item) return [404, { error: { code: 'not_found', key: 'record.not_found', message: 'Diesen Import gibt es nicht.' } }]
  if (method === 'PATCH') {
    for (const column of body.columns ?? []) Object.assign(item.columns[column.index], column, { state: 'sure', confidence: 1 })
    Object.assign(item.options, body.options)
    for (const fix of body.cells ?? []) item.fixes.set(`${fix.row}/${fix.column}`, fix.value)
    for (const fix of body.rows ?? []) item.skipped.add(fix.row)
    if (body.file || body.object) {
      Object.assign(item.file, body.file)
      item.object = body.object ?? item.object
      read(item)
    }
  }
  if (verb === 'check') {
    item.state = 'checking'
    return [202, { job: startJob(item, 'import_check', 2, () => Object.assign(item, check(item), { state: 'checked' })) }]
  }
  if (verb === 'run') {
    item.state = 'running'
    return [202, { job: startJob(item, 'import', 5, () => write(item)) }]
  }
  if (verb === 'undo') {
    item.state = 'undone'
    item.undone = { removed: item.result.created, restored: 0, kept: [{ id: '7000000', title: 'Anna Müller', reason: 'changed' }] }
    return [200, item.undone]
  }
  return [200, { import: shown(item) }]
}

export function answerJob(method, id) {
  const job = jobs.get(id)
  if (!job) return [404, { error: { code: 'not_found', key: 'record.not_found', message: 'Diesen Auftrag gibt es nicht.' } }]
  if (method === 'DELETE') {
    job.state = 'cancelled'
    for (const item of imports.values()) if (item.job === id) item.state = item.state === 'running' ? 'stopped' : 'mapping'
  }
  return [200, { job }]
}
