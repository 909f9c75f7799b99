// A workspace made of thin air, for looking at screens without a server: 100,000 people, some companies, deals, tasks.

const first = ['Anna', 'Jörg', 'Ayşe', 'Thomas', 'Sabine', 'Łukasz', 'Petra', 'Michael', 'Gül', 'Katharina', 'Günther', 'Élodie', 'Hans-Peter', 'Nina']
const last = ['Müller', 'Schäfer', 'Groß', 'Yılmaz', 'Weiß', 'Öztürk', 'Kowalski', 'Böhm', 'Krüger', 'Lehmann', 'von der Heide', 'Sørensen', 'Bauer']
const places = [['50667', 'Köln'], ['10115', 'Berlin'], ['80331', 'München'], ['20095', 'Hamburg'], ['01067', 'Dresden'], ['70173', 'Stuttgart'], ['52062', 'Aachen']]
const trades = ['Bau', 'Druck', 'Elektro', 'Garten', 'Metall', 'Reise', 'Software', 'Textil']
const at = (list, index) => list[index % list.length]
const both = (de, en) => ({ de, en })
const field = (name, de, en, type, more = {}) => ({ name, label: both(de, en), type, sortable: true, filterable: true, ...more })
const option = (key, de, en, colour, more = {}) => ({ key, label: both(de, en), colour, kind: 'none', ...more })

const system = [
  field('owner', 'Verantwortlich', 'Owner', 'user', { relation: { target: 'user', cardinality: 'one' } }),
  field('created_at', 'Angelegt am', 'Created at', 'instant_system', { system: true, read_only: true }),
  field('changed_at', 'Geändert am', 'Changed at', 'instant_system', { system: true, read_only: true }),
]

const stages = [
  option('new', 'Neu', 'New', 'grey', { kind: 'qualification', probability: 10, pipeline: 'new_business' }),
  option('contacted', 'Kontakt hergestellt', 'Contacted', 'blue', { kind: 'open', probability: 25, pipeline: 'new_business' }),
  option('quote', 'Angebot', 'Quote', 'yellow', { kind: 'open', probability: 50, pipeline: 'new_business' }),
  option('negotiation', 'Verhandlung', 'Negotiation', 'orange', { kind: 'open', probability: 75, pipeline: 'new_business' }),
  option('demand', 'Bedarf erkannt', 'Need identified', 'blue', { kind: 'open', probability: 30, pipeline: 'existing_customers' }),
  option('agreed', 'Mündlich zugesagt', 'Agreed verbally', 'orange', { kind: 'open', probability: 90, pipeline: 'existing_customers' }),
  option('later', 'Später', 'Later', 'violet', { kind: 'later' }),
  option('won', 'Gewonnen', 'Won', 'green', { kind: 'won', probability: 100 }),
  option('lost', 'Verloren', 'Lost', 'red', { kind: 'lost', probability: 0 }),
]

function object(name, de, en, icon, colour, fields, more) {
  return {
    name, label: both(de[0], en[0]), plural: both(de[1], en[1]), icon, colour, kit: 'demo', title_field: 'name', default_sort: ['name'], quick_add: [], key_fields: [],
    subtitle: [], timeline: false, date_field: null, can: { create: true, import: true, export: true }, fields: [...fields, ...system], views: [], ...more,
  }
}

const view = (id, de, en, kind, more = {}) => ({ id, name: id, label: both(de, en), kind, filter: '', sort: [], settings: {}, shared: true, can: { edit: true }, ...more })

export const catalogue = {
  catalogue_version: 1,
  objects: [
    object('person', ['Person', 'Personen'], ['Person', 'People'], 'user', 'teal', [
      field('name', 'Name', 'Name', 'person_name', { read_only: true }),
      field('first_name', 'Vorname', 'First name', 'text'),
      field('last_name', 'Nachname', 'Last name', 'text', { required: true }),
      field('company', 'Firma', 'Company', 'relation', { relation: { target: 'company', cardinality: 'one', inverse: 'people' } }),
      field('role', 'Funktion', 'Role', 'text'),
      field('emails', 'E-Mail', 'E-mail', 'emails'),
      field('phones', 'Telefon', 'Phone', 'phones'),
      field('address', 'Anschrift', 'Address', 'postal_address', { parts: [
        { name: 'street', label: both('Straße', 'Street'), type: 'text' }, { name: 'postal_code', label: both('PLZ', 'Postcode'), type: 'text' },
        { name: 'place', label: both('Ort', 'Place'), type: 'text' }, { name: 'country', label: both('Land', 'Country'), type: 'text' },
      ] }),
      field('category', 'Kategorie', 'Category', 'select', { options: [option('a', 'A', 'A', 'green'), option('b', 'B', 'B', 'blue'), option('c', 'C', 'C', 'grey')] }),
      field('tags', 'Tags', 'Tags', 'multi_select', { options: [option('vip', 'VIP', 'VIP', 'violet'), option('press', 'Presse', 'Press', 'orange'), option('fair', 'Messe', 'Fair', 'yellow')] }),
      field('birthday', 'Geburtstag', 'Birthday', 'date'),
      field('revenue', 'Umsatz', 'Revenue', 'money', { currency: 'EUR', decimals: 2 }),
      field('newsletter', 'Newsletter', 'Newsletter', 'checkbox'),
      field('notes', 'Notizen', 'Notes', 'long_text', { help: both('Was alle wissen dürfen', 'What everybody may know') }),
      field('deals', 'Chancen', 'Deals', 'relation', { relation: { target: 'deal', cardinality: 'many', inverse: 'person' } }),
      field('interactions', 'Interaktionen', 'Interactions', 'relation', { relation: { target: 'interaction', cardinality: 'many', inverse: 'people' } }),
      field('tasks', 'Aufgaben', 'Tasks', 'relation', { relation: { target: 'task', cardinality: 'many', inverse: 'person' } }),
    ], {
      key_fields: ['company', 'role', 'emails', 'phones', 'address'], default_sort: ['last_name', 'first_name'], quick_add: ['first_name', 'last_name', 'emails', 'phones', 'company'], subtitle: ['company', 'address.place'],
      views: [
        view('1', 'Alle', 'All', 'table', { settings: { columns: ['name', 'company', 'role', 'emails', 'phones', 'address.place', 'category', 'tags', 'birthday', 'revenue', 'newsletter', 'owner', 'changed_at'].map((path) => ({ path })) } }),
        view('2', 'A-Kunden', 'A customers', 'table', { filter: 'category = "a"', settings: { columns: ['name', 'company', 'address.place', 'revenue'].map((path) => ({ path })), aggregates: { revenue: 'sum' } } }),
        view('3', 'Nach Kategorie', 'By category', 'table', { settings: { group: 'category', columns: ['name', 'company', 'address.place', 'revenue'].map((path) => ({ path })) } }),
      ],
    }),
    object('company', ['Firma', 'Firmen'], ['Company', 'Companies'], 'building', 'blue', [
      field('name', 'Name', 'Name', 'text', { required: true }),
      field('urls', 'Website', 'Website', 'urls'),
      field('employees', 'Beschäftigte', 'Employees', 'number', { decimals: 0 }),
      field('people', 'Ansprechpersonen', 'Contact persons', 'relation', { relation: { target: 'person', cardinality: 'many', inverse: 'company' } }),
      field('deals', 'Chancen', 'Deals', 'relation', { relation: { target: 'deal', cardinality: 'many', inverse: 'company' } }),
      field('tags', 'Tags', 'Tags', 'multi_select', { options: [option('reference', 'Referenz', 'Reference', 'green')] }),
    ], { quick_add: ['name', 'urls'], views: [view('4', 'Alle', 'All', 'table')] }),
    object('deal', ['Chance', 'Chancen'], ['Deal', 'Deals'], 'target-arrow', 'violet', [
      field('name', 'Titel', 'Title', 'text', { required: true }),
      field('stage', 'Phase', 'Stage', 'status', { options: stages, pipeline_field: 'pipeline', tally: ['value'] }),
      field('pipeline', 'Pipeline', 'Pipeline', 'select', { required: true, options: [option('new_business', 'Neugeschäft', 'New business', 'blue'), option('existing_customers', 'Bestandskunden', 'Existing customers', 'teal')] }),
      field('value', 'Wert', 'Value', 'money', { currency: 'EUR' }),
      field('person', 'Person', 'Person', 'relation', { relation: { target: 'person', cardinality: 'one', inverse: 'deals' } }),
      field('company', 'Firma', 'Company', 'relation', { relation: { target: 'company', cardinality: 'one', inverse: 'deals' } }),
      field('expected_close', 'Abschluss erwartet', 'Expected close', 'date'),
      field('closed_at', 'Abgeschlossen am', 'Closed on', 'date'),
      field('loss_reason', 'Verlustgrund', 'Loss reason', 'select', { options: [option('price', 'Preis', 'Price', 'grey'), option('competitor', 'An Mitbewerb verloren', 'Lost to competitor', 'grey'), option('no_budget', 'Kein Budget', 'No budget', 'grey'), option('no_answer', 'Keine Rückmeldung', 'No answer', 'grey')] }),
      field('later_on', 'Wieder aufnehmen am', 'Resume on', 'date'),
      field('later_stage', 'Wieder aufnehmen in', 'Resume in stage', 'select', { options: [option('new', 'Neu', 'New', 'grey'), option('quote', 'Angebot', 'Quote', 'grey')] }),
      field('notes', 'Notizen', 'Notes', 'long_text'),
      field('interactions', 'Interaktionen', 'Interactions', 'relation', { relation: { target: 'interaction', cardinality: 'many', inverse: 'deals' } }),
      field('tasks', 'Aufgaben', 'Tasks', 'relation', { relation: { target: 'task', cardinality: 'many', inverse: 'deal' } }),
    ], { key_fields: ['stage', 'value', 'expected_close', 'person', 'company'], quick_add: ['name', 'person', 'value', 'stage'], views: [view('5', 'Verkaufsradar', 'Pipeline', 'board', { settings: { board: { field: 'stage', pipeline: 'new_business', fields: ['person', 'company', 'value', 'expected_close'], sums: ['value'] } } }), view('6', 'Alle', 'All', 'table')] }),
    object('interaction', ['Interaktion', 'Interaktionen'], ['Interaction', 'Interactions'], 'messages', 'blue', [
      field('subject', 'Betreff', 'Subject', 'text', { required: true }), field('happened_at', 'Wann', 'When', 'date_time', { required: true }), field('place', 'Ort', 'Place', 'text'), field('notes', 'Notizen', 'Notes', 'long_text'),
      field('kind', 'Art', 'Kind', 'select', { required: true, options: [option('phone', 'Anruf', 'Call', 'green'), option('email', 'E-Mail', 'E-mail', 'blue'), option('meeting', 'Termin', 'Meeting', 'violet'), option('note', 'Notiz', 'Note', 'yellow')] }),
      field('people', 'Personen', 'People', 'relation', { relation: { target: 'person', cardinality: 'many', inverse: 'interactions' } }),
      field('companies', 'Firmen', 'Companies', 'relation', { relation: { target: 'company', cardinality: 'many', inverse: 'interactions' } }),
      field('deals', 'Chancen', 'Deals', 'relation', { relation: { target: 'deal', cardinality: 'many', inverse: 'interactions' } }),
    ], { title_field: 'subject', timeline: true, date_field: 'happened_at', default_sort: ['-happened_at'], quick_add: ['kind', 'subject', 'happened_at', 'people'], key_fields: ['kind', 'happened_at'], views: [view('7', 'Alle', 'All', 'table')] }),
    object('task', ['Aufgabe', 'Aufgaben'], ['Task', 'Tasks'], 'checkbox', 'orange', [
      field('subject', 'Betreff', 'Subject', 'text', { required: true }), field('due', 'Fällig', 'Due', 'date'), field('done', 'Erledigt', 'Done', 'checkbox'),
      field('priority', 'Priorität', 'Priority', 'select', { options: [option('low', 'Niedrig', 'Low', 'grey'), option('normal', 'Normal', 'Normal', 'blue'), option('high', 'Hoch', 'High', 'red')] }),
      field('assignee', 'Zuständig', 'Assignee', 'user', { relation: { target: 'user', cardinality: 'one' } }),
      field('person', 'Person', 'Person', 'relation', { relation: { target: 'person', cardinality: 'one', inverse: 'tasks' } }),
      field('company', 'Firma', 'Company', 'relation', { relation: { target: 'company', cardinality: 'one', inverse: 'tasks' } }),
      field('deal', 'Chance', 'Deal', 'relation', { relation: { target: 'deal', cardinality: 'one', inverse: 'tasks' } }),
      field('notes', 'Notizen', 'Notes', 'long_text'),
    ], { title_field: 'subject', timeline: true, date_field: 'due', default_sort: ['due'], quick_add: ['subject', 'due', 'assignee', 'person'], key_fields: ['due', 'done', 'priority', 'assignee'], views: [view('8', 'Alle', 'All', 'table'), view('9', 'Nach Priorität', 'By priority', 'board', { filter: 'done = false', settings: { board: { field: 'priority', fields: ['due', 'assignee', 'person'] } } })] }),
    { ...object('user', ['Mitglied', 'Team'], ['Member', 'Team'], 'user-circle', 'grey', [field('name', 'Name', 'Name', 'text'), field('email', 'E-Mail', 'E-mail', 'text')]), kit: '' },
  ],
}

export const sizes = { person: 100_000, company: 800, deal: 90, interaction: 300, task: 34, user: 3 }
const users = ['Anna Schmidt', 'Jörg Weiß', 'Ayşe Demir']
const changed = new Map()
const removed = new Map()
const added = new Map()

export function makeRecord(name, index) {
  const id = String(7_000_000 + index)
  const key = `${name}/${id}`
  if (changed.has(key)) return changed.get(key)
  const fields = makeFields(name, index)
  const owner = { id: String(7_000_000 + (index % 3)), title: at(users, index) }
  const stamp = new Date(Date.UTC(2026, 10, 1 + (index % 20), 8 + (index % 9), (index * 7) % 60)).toISOString().replace('.000', '')
  return {
    id, object: name, version: 1, title: fields.name ?? fields.subject, fields: { ...fields, owner, created_at: stamp, changed_at: stamp },
    can: { edit: true, delete: true, assign: true, link: true }, hidden: [], read_only: ['created_at', 'changed_at'],
  }
}

function makeFields(name, i) {
  const person = (n) => ({ id: String(7_000_000 + n), title: `${at(first, n)} ${at(last, n * 3)}` })
  const company = { id: String(7_000_000 + (i % 800)), title: `${at(last, i)} ${at(trades, i * 5)} GmbH` }
  const deal = (n) => ({ id: String(7_000_000 + n), title: `Angebot ${at(trades, n)} ${n + 1}` })
  if (name === 'company') return { name: company.title, urls: [{ value: `www.firma-${i}.example`, label: 'main' }], employees: String((i * 37) % 900), people: [person(i), person(i + 800)], people_count: 125, deals: i < 90 ? [deal(i)] : [], deals_count: i < 90 ? 1 : 0, tags: [] }
  if (name === 'deal') {
    const stage = at(stages, i * 7)
    return { name: deal(i).title, stage: stage.key, pipeline: stage.pipeline ?? at(['new_business', 'existing_customers'], i), value: { amount: `${((i * 977) % 40_000) + 500}.00`, currency: 'EUR' }, person: person(i), company, expected_close: `2026-12-${String(1 + (i % 28)).padStart(2, '0')}`, closed_at: null, loss_reason: null, later_on: null, later_stage: null, notes: null, tasks: [], tasks_count: 0, interactions: [], interactions_count: 0 }
  }
  if (name === 'task') return { subject: at(['Angebot nachfassen', 'Termin abstimmen', 'Muster senden', 'Vertrag prüfen'], i), due: `2026-11-${String(17 + (i % 10)).padStart(2, '0')}`, done: false, priority: at(['low', 'normal', 'high'], i), assignee: { id: '7000000', title: users[0] }, person: person(i), company: null, deal: deal(i * 2), notes: null }
  if (name === 'interaction') return { subject: at(['Rückruf wegen Liefertermin', 'Anfrage über die Website', 'Messegespräch', 'Telefonnotiz'], i), kind: at(['phone', 'email', 'meeting', 'note'], i), happened_at: new Date(Date.UTC(2026, 10, 21 - (i % 30), 8 + (i % 9), 30)).toISOString().replace('.000', ''), place: null, notes: i % 2 ? null : 'Möchte bis Ende des Monats ein Angebot über zwei Varianten. Lieferung nach Absprache, Rechnung an die Zentrale.', people: [person(i % 40)], companies: [], deals: [deal(i % 40)] }
  if (name === 'user') return { name: at(users, i), email: `${['anna', 'joerg', 'ayse'][i]}@example.org` }
  const { title } = person(i)
  const [postal_code, place] = at(places, i * 11)
  return {
    name: title, first_name: at(first, i), last_name: at(last, i * 3), company: i % 4 === 3 ? null : company, role: at(['Einkauf', 'Geschäftsführung', 'Buchhaltung', null], i * 3),
    emails: [{ value: `kontakt${i}@example.org`, label: 'work' }], phones: i % 3 ? [{ value: `0221 47${String(i).padStart(5, '0')}`, label: 'work', e164: `+4922147${i}`, display: `0221 47${String(i).padStart(5, '0')}` }] : [],
    address: { street: `Domkloster ${1 + (i % 80)}`, postal_code, place, country: 'DE' }, category: at(['a', 'b', 'c', null], i * 5), tags: i % 6 === 0 ? ['vip', 'fair'] : i % 5 === 0 ? ['press'] : [],
    birthday: i % 2 ? `19${60 + (i % 40)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}` : null,
    revenue: { amount: `${(i * 7919) % 90_000}.${String(i % 100).padStart(2, '0')}`, currency: 'EUR' }, newsletter: i % 3 === 0, notes: null, deals: i < 90 ? [deal(i)] : [], deals_count: i < 90 ? 1 : 0, interactions: [], interactions_count: 0, tasks: [], tasks_count: 0,
  }
}

export function findRecord(name, id) {
  if (added.get(name)?.some((record) => record.id === id)) return added.get(name).find((record) => record.id === id)
  const index = Number(id) - 7_000_000
  return index >= 0 && index < sizes[name] && !removed.get(name)?.has(id) ? makeRecord(name, index) : undefined
}

export function saveRecord(record) {
  changed.set(`${record.object}/${record.id}`, record)
  const own = added.get(record.object)
  const at = own?.findIndex((other) => other.id === record.id) ?? -1
  if (at >= 0) own[at] = record
}

export function addRecord(name, fields) {
  const record = { ...makeRecord(name, 0), id: String(9_000_000 + (added.get(name)?.length ?? 0)), version: 1, fields: { ...fields } }
  record.fields.name ??= fields.subject ?? [fields.first_name, fields.last_name].filter(Boolean).join(' ')
  record.title = record.fields.name || 'Ohne Namen'
  added.set(name, [record, ...(added.get(name) ?? [])])
  return record
}

export function removeRecord(name, id) {
  removed.set(name, (removed.get(name) ?? new Map()).set(id, findRecord(name, id)))
  added.set(name, (added.get(name) ?? []).filter((record) => record.id !== id))
}

export function restoreRecord(name, id) {
  removed.get(name)?.delete(id)
}

export function trashOf(name) {
  return [...(removed.get(name)?.values() ?? [])]
}

export function* allRecords(name) {
  yield* added.get(name) ?? []
  for (let i = 0; i < (sizes[name] ?? 0); i++) if (!removed.get(name)?.has(String(7_000_000 + i))) yield makeRecord(name, i)
}
