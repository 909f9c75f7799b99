// What is asked of every operation of the API description. A generator yields requests and gets the
// answer of each back: { status, json }. Reading comes first, what writes after it, what ends the
// session last.
//
// g: what the asker may know of (`mine`), must not know of (`hidden`), and words and ids to try.

const OBJECTS = ['person', 'company', 'deal', 'interaction', 'task', 'product', 'user', 'unit', 'team', 'territory'];
const quote = (text) => JSON.stringify(text);

const FILTERS = {
  person: (word) => ['', `last_name = ${quote(word)}`, `last_name begins with "Q"`, `emails contains ${quote(word)}`, `name contains ${quote(word.slice(0, 7))}`, `notes contains ${quote(word)}`, 'character_notes is not empty', `company.name = ${quote(word)}`, 'company is not empty', 'company.annual_revenue > 5', 'month(birthday) = 3', 'birthday > 1911-05-01', 'address.postal_code begins with "50"', `address.street = ${quote(word)}`, 'exists deals with (value > 5)', 'count(interactions) > 1', `exists deals with (name = ${quote(word)})`, 'owner is empty', 'not (owner = me)', `not (last_name = ${quote(word)})`, 'confidential', 'owner.name = "emil"', 'territory is not empty', 'sum(deals.value) > 5'],
  company: (word) => ['', `name = ${quote(word)}`, 'annual_revenue > 5', 'annual_revenue is empty', 'count(people) > 0', `exists people with (last_name = ${quote(word)})`, 'exists deals with (stage = "new")', 'account_manager is empty', 'changed_at > created_at'],
  deal: (word) => ['', `name begins with ${quote(word.slice(0, 5))}`, 'value > 5', `person.last_name = ${quote(word)}`, `person.name begins with "Q"`, 'company is empty', 'company.annual_revenue > 5', `company.name = ${quote(word)}`, 'count(tasks) > 0', 'stage.kind = "qualification"', 'person.birthday is not empty', 'person.company is not empty'],
  interaction: (word) => ['', `subject = ${quote(word)}`, 'count(people) > 1', `exists people with (last_name = ${quote(word)})`, 'exists companies with (annual_revenue > 5)'],
  task: (word) => ['', `subject contains ${quote(word)}`, `deal.name = ${quote(word)}`, 'deal is not empty', 'deal.value > 5', `person.company.name = ${quote(word)}`],
};
const SORTS = {
  person: ['last_name', '-name', '-created_at', 'changed_at', 'birthday', 'company.name', '-company.annual_revenue', 'owner', 'character_notes', 'address.postal_code', 'version'],
  company: ['name', '-annual_revenue', 'changed_at', 'account_manager', 'created_by'],
  deal: ['-value', 'person.last_name', 'person.name', 'company.annual_revenue', 'stage', 'company'],
  interaction: ['-happened_at', 'subject'],
  task: ['due', 'deal.value', 'person.birthday'],
};
const GROUPS = {
  person: ['last_name', 'category', 'owner', 'company', 'month(birthday)', 'month(created_at)', 'company.category', 'confidential', 'unit', 'territory', 'changed_by'],
  company: ['industry', 'owner', 'parent', 'territory'],
  deal: ['stage', 'owner', 'person', 'company', 'month(expected_close)', 'company.category', 'person.category'],
  interaction: ['kind', 'owner'],
  task: ['person', 'deal', 'priority'],
};
const AGGREGATES = {
  person: ['count(last_name)', 'min(birthday)', 'empty(character_notes)', 'count(company)'],
  company: ['sum(annual_revenue)', 'average(annual_revenue)', 'count(annual_revenue)', 'max(created_at)'],
  deal: ['sum(value)', 'average(value)', 'max(value)', 'count(company)'],
  interaction: ['count(subject)'],
  task: ['count(deal)', 'min(due)'],
};
const RELATED = { person: ['deals', 'interactions', 'tasks', 'referred_deals'], company: ['people', 'deals', 'interactions', 'locations', 'tasks'], deal: ['tasks', 'interactions'], interaction: ['people', 'companies', 'deals', 'tasks'], task: [] };
const ACTIONS = ['see', 'read', 'edit', 'delete', 'count', 'assign', 'link', 'share', 'export'];

const over = (g, object, table) => g.some(table[object] ?? []);
const known = (object) => object in FILTERS;

function* queries(g) {
  for (const object of OBJECTS) {
    if (!known(object)) {
      yield [`/api/objects/${object}/query`, { count: true, limit: 50 }];
      continue;
    }
    for (const word of g.some(g.words.slice(0, 4)))
      for (const filter of g.some(FILTERS[object](word))) yield [`/api/objects/${object}/query`, { filter, count: 'exact', limit: 7 }];
    for (const sort of over(g, object, SORTS)) {
      const { json } = yield [`/api/objects/${object}/query`, { sort: [sort], limit: 3, count: true }];
      for (const cursor of [json?.next, json?.prev]) if (cursor) yield [`/api/objects/${object}/query`, { sort: [sort], limit: 3, cursor }];
      yield [`/api/objects/${object}/query`, { sort: [sort], limit: 3, offset: 2 }];
    }
    for (const group of over(g, object, GROUPS))
      for (const counted of [false, true]) yield [`/api/objects/${object}/query`, { group, aggregates: AGGREGATES[object], counted }];
    for (const counted of [false, true]) yield [`/api/objects/${object}/query`, { aggregates: AGGREGATES[object], counted }];
    for (const word of g.some(g.words)) {
      yield [`/api/objects/${object}/query`, { search: word, count: true }];
      yield [`/api/objects/${object}/query`, { search: word, aggregates: AGGREGATES[object], counted: true }];
    }
    yield [`/api/objects/${object}/query`, { cursor: g.foreignCursor, limit: 3 }];
    yield [`/api/objects/${object}/query`, { fields: ['person.character_notes', 'owner', 'company.annual_revenue', 'character_notes'] }];
  }
  yield ['/api/objects/deal/query', { fields: ['name', 'person.name', 'person.emails', 'person.birthday', 'company.annual_revenue', 'company.name', 'owner.email', 'unit'] }];
  yield ['/api/objects/person/query', { fields: ['name', 'character_notes', 'deals', 'interactions', 'tasks', 'company.annual_revenue', 'company.people', 'title'] }];
  for (const word of g.some(g.words)) yield [`/api/objects/person/query`, { filter: `last_name nonsense ${word}` }];
}

function* records(g, tail, more = function* () {}) {
  for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) {
    yield [`/api/objects/${object}/records/${id}${tail}`];
    yield* more(object, id);
  }
  yield [`/api/objects/nothing/records/1${tail}`];
}

function* imports(g) {
  const [first, last] = g.called, other = g.names[0] ?? last, mail = g.mails[0] ?? last;
  const file = `Vorname;Nachname;E-Mail;Firma\r\nOtto;Neumann;otto@house.example;${other}\r\n${first};${last};${mail}@house.example;Neue Firma\r\n`;
  const { json } = yield ['/api/imports?object=person&filename=liste.csv', file];
  return json?.import?.id ?? '1';
}

// What heads might write for their units: who is told what changes learns nothing by it.
function* ofUnits(g) {
  const forbid = (object, when) => `- forbid: x\n  applies_to: ${object}\n  for: all\n  may never: see\n${when ? `  when: ${when}\n` : ''}`;
  yield forbid('person', '');
  yield forbid('deal', '');
  for (const word of g.some(g.words.slice(0, 2))) {
    yield forbid('person', `last_name = ${quote(word)}`);
    yield forbid('deal', `person.last_name = ${quote(word)}`);
    yield forbid('person', `exists deals with (name = ${quote(word)})`);
  }
  yield forbid('company', 'annual_revenue > 5');
  yield '- rule: x\n  applies_to: all\n  for: all\n  may: see\n';
}

const readOnly = (path) =>
  function* () {
    yield [path];
  };

// Ways to change what only administrators may change, with ids of others and of nobody.
const administer = (method, path, body) =>
  function* (g) {
    if (g.administers && method !== 'POST') return void (yield [path.replaceAll(/\{\w+\}/g, '1'), body]);
    yield [path.replaceAll(/\{\w+\}/g, g.administers ? '1' : g.userId), body];
  };

export const READS = {
  'GET /health': readOnly('/health'),
  'GET /api/openapi.json': readOnly('/api/openapi.json'),
  'GET /api/session': readOnly('/api/session'),
  'GET /api/sessions': readOnly('/api/sessions'),
  'GET /api/keys': readOnly('/api/keys'),
  'GET /api/kits': readOnly('/api/kits'),
  'GET /api/users': readOnly('/api/users'),
  *'GET /api/objects'() {
    const { headers } = yield ['/api/objects'];
    if (headers.etag) yield ['/api/objects', undefined, { 'If-None-Match': headers.etag }];
  },
  'POST /api/objects/{object}/query': queries,
  *'POST /api/objects/{object}/count'(g) {
    for (const object of OBJECTS) {
      yield [`/api/objects/${object}/count`, { exact: true }];
      for (const filter of known(object) ? g.some(FILTERS[object](g.words[0])) : []) yield [`/api/objects/${object}/count`, { filter, exact: true }];
      for (const search of g.some(g.words.slice(0, 3))) yield [`/api/objects/${object}/count`, { search }];
    }
  },
  *'POST /api/objects/{object}/board'(g) {
    for (const pipeline of ['new_business', null])
      for (const search of ['', g.words[0]]) {
        const { json } = yield ['/api/objects/deal/board', { field: 'stage', pipeline, search, fields: ['name', 'person', 'company', 'company.annual_revenue', 'person.emails'], limit: 2, sums: ['value'], sort: ['-value'] }];
        for (const { filter, next } of json?.columns?.filter((column) => column.next) ?? []) yield ['/api/objects/deal/query', { filter: [filter].join(), sort: ['-value'], search, cursor: next, limit: 2 }];
      }
    for (const filter of g.some(FILTERS.deal(g.words[0]))) yield ['/api/objects/deal/board', { field: 'stage', filter, sums: ['value'], limit: 0 }];
    yield ['/api/objects/task/board', { field: 'priority', fields: ['person', 'deal'] }];
    yield ['/api/objects/person/board', { field: 'salutation', fields: ['name', 'character_notes'] }];
    yield ['/api/objects/person/board', { field: 'category', fields: ['name', 'birthday'], sort: ['birthday'] }];
    yield ['/api/objects/company/board', { field: 'category', sums: ['annual_revenue'] }];
  },
  *'POST /api/objects/{object}/trash'(g) {
    for (const object of OBJECTS) yield [`/api/objects/${object}/trash`, { count: true }];
    for (const filter of g.some(FILTERS.person(g.words[0]))) yield ['/api/objects/person/trash', { filter, sort: ['last_name'] }];
  },
  *'POST /api/objects/{object}/export'(g) {
    for (const object of OBJECTS) {
      for (const format of known(object) ? ['csv', 'xlsx', 'vcard'] : ['csv']) yield [`/api/objects/${object}/export`, { format, sort: ['created_at'] }];
      for (const filter of known(object) ? g.some(FILTERS[object](g.words[0])) : []) yield [`/api/objects/${object}/export`, { format: 'csv', filter, sort: ['created_at'] }];
      for (const sort of over(g, object, SORTS)) yield [`/api/objects/${object}/export`, { format: 'csv', sort: [sort] }];
    }
    yield ['/api/objects/person/export', { format: 'csv', fields: ['name', 'character_notes', 'company.annual_revenue', 'company.name', 'birthday', 'deals', 'owner'] }];
    yield ['/api/objects/deal/export', { format: 'xlsx', fields: ['name', 'person.name', 'person.emails', 'company.annual_revenue'], search: g.words[1] }];
  },
  *'GET /api/objects/{object}/records/{id}'(g) {
    yield* records(g, '', function* (object, id) {
      if (object === 'deal') yield [`/api/objects/deal/records/${id}?fields=name,person.name,person.character_notes,company.annual_revenue,company.name`];
      if (object === 'person') yield [`/api/objects/person/records/${id}?fields=character_notes,company.annual_revenue,deals,tasks`];
    });
  },
  *'GET /api/objects/{object}/records/{id}/timeline'(g) {
    yield* records(g, '/timeline?limit=3', function* (object, id) {
      const { json } = yield [`/api/objects/${object}/records/${id}/timeline`];
      if (json?.next) yield [`/api/objects/${object}/records/${id}/timeline?cursor=${json.next}`];
      yield [`/api/objects/${object}/records/${id}/timeline?kinds=change`];
      yield [`/api/objects/${object}/records/${id}/timeline?cursor=${g.foreignCursor}`];
    });
  },
  *'GET /api/objects/{object}/records/{id}/related/{field}'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing])
      for (const field of g.some([...(RELATED[object] ?? []), 'character_notes', 'nothing'])) yield [`/api/objects/${object}/records/${id}/related/${field}?limit=2`];
  },
  *'GET /api/search'(g) {
    for (const word of [...g.some(g.words), 'Q', 'house', 'anna', '0221', 'Neumann'])
      for (const text of g.some([word, word.slice(0, 6), word.slice(0, 5) + 'a' + word.slice(6), `${word} ${g.words[0]}`])) yield [`/api/search?q=${text}`];
    for (const word of g.some(g.words)) yield [`/api/search?q=${word}&objects=person,company&limit=2`];
    for (const digits of g.some(g.numbers)) yield [`/api/search?q=${digits}`];
  },
  *'GET /api/pick/{object}'(g) {
    for (const object of OBJECTS) {
      yield [`/api/pick/${object}`];
      for (const word of g.some([...g.words, 'Q'])) yield [`/api/pick/${object}?q=${word.slice(0, 7)}`];
    }
  },
  *'POST /api/objects/{object}/duplicates'(g) {
    for (const word of g.some(g.words)) {
      yield ['/api/objects/person/duplicates', { fields: { first_name: word, last_name: word, emails: [`${word}@house.example`] } }];
      yield ['/api/objects/company/duplicates', { fields: { name: word } }];
    }
    for (const phone of g.some(g.numbers)) yield ['/api/objects/person/duplicates', { fields: { phones: [phone] } }];
    yield ['/api/objects/person/duplicates', { fields: { last_name: 'Q' }, exclude: g.hidden[0]?.id }];
  },
  *'GET /api/events'(g) {
    yield { resume: g.lastEvent };
    yield { resume: '1' };
  },
  'GET /api/changes': readOnly('/api/changes?limit=50'),
  *'GET /api/jobs'() {
    yield ['/api/jobs'];
  },
  *'GET /api/jobs/{id}'(g) {
    for (const id of g.foreignJobs) yield [`/api/jobs/${id}`];
  },
  'GET /api/imports': readOnly('/api/imports'),
  *'GET /api/imports/{id}'(g) {
    for (const id of g.foreignImports) yield [`/api/imports/${id}`];
  },
  *'GET /api/imports/{id}/problems.csv'(g) {
    for (const id of g.foreignImports) yield [`/api/imports/${id}/problems.csv`];
  },
  *'GET /api/access/rules'(g) {
    yield ['/api/access/rules?language=en'];
    yield [`/api/access/rules?language=en&unit=${g.unit}`];
  },
  *'POST /api/access/rules/read'() {
    yield ['/api/access/rules/read', { text: '- rule: x\n  applies_to: all\n  for: all\n  may: see\n' }];
  },
  // Administrators hear how many records a change would open to whom, and which nobody sees.
  *'POST /api/access/preview'(g) {
    if (g.administers) return;
    yield ['/api/access/preview', { text: '- rule: x\n  applies_to: all\n  for: all\n  may: see\n  when: owner = me\n' }];
    for (const text of ofUnits(g)) yield ['/api/access/preview', { unit: g.unit, text }];
  },
  *'POST /api/access/lint'(g) {
    if (!g.administers) yield ['/api/access/lint', { text: '- rule: x\n  applies_to: all\n  for: all\n  may: see\n  when: owner = me and not (owner = me)\n' }];
    if (!g.administers) for (const text of ofUnits(g)) yield ['/api/access/lint', { unit: g.unit, text }];
  },
  'GET /api/access/viewing': readOnly('/api/access/viewing'),
  *'GET /api/access/hidden'() {
    // Who views as somebody is told what he sees himself and the other does not: that is what it is for.
    yield ['/api/access/hidden?object=nothing'];
  },
  *'GET /api/access/log'(g) {
    if (!g.administers) yield ['/api/access/log'];
    yield ['/api/access/log?mine=true'];
  },
  'GET /api/access/sets': readOnly('/api/access/sets'),
  *'GET /api/access/explain'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing])
      for (const action of g.some(ACTIONS)) yield [`/api/access/explain?object=${object}&id=${id}&action=${action}`];
    const { object, id } = g.hidden[0] ?? g.mine[0];
    if (!g.administers) yield [`/api/access/explain?object=${object}&id=${id}&user=${g.userId}`];
  },
  *'GET /api/access/who'(g) {
    const asked = g.administers ? g.mine : [...g.some(g.mine), ...g.some(g.hidden), ...g.missing];
    for (const { object, id } of asked) yield [`/api/access/who?object=${object}&id=${id}`];
  },
  *'GET /api/access/shares'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) yield [`/api/access/shares?object=${object}&id=${id}`];
  },
  'GET /api/notices': readOnly('/api/notices'),
  'GET /api/approvals': readOnly('/api/approvals'),
  'GET /api/access/protection': readOnly('/api/access/protection'),
  *'GET /api/objects/{object}/records/{id}/approval'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) yield [`/api/objects/${object}/records/${id}/approval`];
  },
  'GET /api/organisation': readOnly('/api/organisation'),
  *'GET /api/organisation/log'() {
    yield ['/api/organisation/log?limit=500'];
  },
  'GET /api/territories': readOnly('/api/territories'),
  *'GET /api/territories/find'() {
    yield ['/api/territories/find?country=DE&postal_code=80331'];
  },
};

export const WRITES = {
  *'POST /api/objects/{object}/records'(g) {
    for (const target of g.some(g.hidden.filter(({ object }) => object === 'company').concat(g.missing)))
      yield ['/api/objects/deal/records', { fields: { name: 'Neu', company: target.id } }];
    for (const word of g.some(g.words)) {
      yield ['/api/objects/deal/records', { fields: { name: 'Neu', person: { title: `${word} ${word}` } } }];
      yield ['/api/objects/deal/records', { fields: { name: 'Neu', company: { title: word } } }];
      yield ['/api/objects/person/records?duplicates=refuse', { fields: { first_name: word, last_name: word, emails: [`${word}@house.example`] } }];
    }
    for (const { object, id } of g.some(g.seenOnly)) if (object === 'person' || object === 'company') yield ['/api/objects/deal/records', { fields: { name: 'Neu', [object]: id } }];
    for (const title of g.names) yield ['/api/objects/deal/records', { fields: { name: 'Neu', company: { title } } }];
    for (const title of g.some(g.titles)) yield ['/api/objects/deal/records', { fields: { name: 'Neu', person: { title } } }];
    yield ['/api/objects/person/records', { fields: { last_name: 'Neumann', character_notes: 'x', owner: g.userId } }, { 'Idempotency-Key': 'one' }];
    yield ['/api/objects/person/records', { fields: { last_name: 'Neumann' } }, { 'Idempotency-Key': 'two' }];
    yield ['/api/objects/person/records', { fields: { last_name: 'Neumann' } }, { 'Idempotency-Key': 'two' }];
    yield ['/api/objects/company/records', { fields: { name: 'Neumann KG', annual_revenue: '5' } }];
    yield ['/api/objects/unit/records', { fields: { name: 'x' } }];
  },
  *'PATCH /api/objects/{object}/records/{id}'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) {
      const at = `/api/objects/${object}/records/${id}`;
      yield [at, { fields: { notes: 'Neu' } }];
      yield [at, { base_version: 1, fields: { notes: 'Anders', character_notes: 'x' } }];
      yield [at, { base_version: 1, fields: { annual_revenue: '1' } }];
      yield [at, { base_version: 1, fields: { last_name: 'X' }, overwrite: ['last_name'] }];
      yield [at, { fields: { confidential: true } }];
      if (object === 'deal') yield [at, { base_version: 1, fields: { company: null } }];
      if (g.own.has(id) && !g.assigns) yield [at, { fields: { owner: g.someone } }];
      // Who may give records away could take them, too.
      yield [at, { fields: { owner: g.assigns ? g.someone : g.userId } }];
      if (object === 'deal') for (const other of g.some(g.hidden.filter((record) => record.object === 'company'))) yield [at, { fields: { company: other.id } }];
      if (object === 'deal') for (const title of g.names) yield [at, { fields: { company: { title } } }];
      if (object === 'company') yield [at, { fields: { people: [] } }];
      if (object === 'person') yield [at, { fields: { deals: [] } }];
    }
  },
  *'POST /api/objects/{object}/bulk'(g) {
    for (const word of g.some(g.words)) yield ['/api/objects/person/bulk', { filter: `last_name = ${quote(word)}`, action: 'update', fields: { role: 'Neu' } }];
    yield ['/api/objects/person/bulk', { ids: [...g.mine, ...g.hidden, ...g.missing].filter(({ object }) => object === 'person').map(({ id }) => id), action: 'update', fields: { role: 'Chef' } }];
    yield ['/api/objects/company/bulk', { filter: '', action: 'update', fields: { employees: '7' } }];
    yield ['/api/objects/task/bulk', { filter: `deal.name begins with "Q"`, action: 'delete' }];
  },
  *'DELETE /api/objects/{object}/records/{id}'(g) {
    for (const { object, id } of [...g.some(g.mine.slice(0, 4)), ...g.some(g.hidden), ...g.missing]) yield [`/api/objects/${object}/records/${id}`];
  },
  *'POST /api/objects/{object}/records/{id}/restore'(g) {
    for (const { object, id } of [...g.some(g.mine.slice(0, 4)), ...g.some(g.hidden), ...g.trashed, ...g.missing]) yield [`/api/objects/${object}/records/${id}/restore`];
    yield ['/api/objects/person/query', { sort: ['created_at'], limit: 50, count: true }];
  },
  *'POST /api/objects/{object}/records/{id}/approval'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) for (const step of g.some(['request', 'approve', 'return', 'withdraw'])) yield [`/api/objects/${object}/records/${id}/approval`, { step, reason: 'x' }];
  },
  *'POST /api/notices/read'(g) {
    yield ['/api/notices/read', { ids: g.hidden.slice(0, 1).map(({ id }) => id) }];
  },
  *'PUT /api/access/protection'(g) {
    if (!g.administers) yield ['/api/access/protection', { on: true }];
    else yield ['/api/access/protection', { on: false }];
  },
  *'POST /api/changes/{change}/undo'(g) {
    for (const change of g.foreignChanges) yield [`/api/changes/${change}/undo`];
    const made = yield ['/api/changes?limit=3'];
    const own = (yield ['/api/objects/person/records', { fields: { last_name: 'Kurz' } }]).json?.change;
    if (own) yield [`/api/changes/${own}/undo`];
    if (own) yield [`/api/changes/${own}/undo`];
    return made;
  },
  *'POST /api/objects/{object}/views'(g) {
    yield ['/api/objects/person/views', { label: { de: 'Meine', en: 'Mine' }, kind: 'table', filter: `last_name = ${quote(g.words[0])}`, sort: ['last_name'] }];
  },
  *'PATCH /api/views/{id}'(g) {
    const { json } = yield ['/api/objects/deal/views', { label: { de: 'M', en: 'M' }, kind: 'table', filter: '', sort: [] }, {}, 'POST'];
    yield [`/api/views/${json?.view?.id ?? 1}`, { label: { de: 'Neu', en: 'New' } }];
    for (const id of [g.foreignView, 999999]) yield [`/api/views/${id}`, { label: { de: 'Neu', en: 'New' } }];
  },
  *'DELETE /api/views/{id}'(g) {
    for (const id of [g.foreignView, 999999]) yield [`/api/views/${id}`];
  },
  *'POST /api/imports'(g) {
    yield* imports(g);
  },
  *'PATCH /api/imports/{id}'(g) {
    for (const id of g.foreignImports) yield [`/api/imports/${id}`, { options: { duplicates: 'update' } }];
  },
  *'POST /api/imports/{id}/check'(g) {
    for (const id of g.foreignImports) yield [`/api/imports/${id}/check`];
    for (const options of [{ duplicates: 'update', link_missing: 'leave' }, { duplicates: 'skip' }]) {
      const id = yield* imports(g);
      yield [`/api/imports/${id}`, { options }, {}, 'PATCH'];
      const { json } = yield [`/api/imports/${id}/check`];
      if (json?.job) yield { job: json.job.id };
      yield [`/api/imports/${id}`, undefined, {}, 'GET'];
      yield [`/api/imports/${id}/problems.csv`, undefined, {}, 'GET'];
    }
  },
  *'POST /api/imports/{id}/run'(g) {
    for (const id of g.foreignImports) yield [`/api/imports/${id}/run`];
    const id = yield* imports(g);
    for (const step of ['check', 'run']) {
      const { json } = yield [`/api/imports/${id}/${step}`];
      if (json?.job) yield { job: json.job.id };
    }
    yield [`/api/imports/${id}`, undefined, {}, 'GET'];
    g.ran = id;
  },
  *'POST /api/imports/{id}/undo'(g) {
    for (const id of [...g.foreignImports, g.ran ?? '1']) yield [`/api/imports/${id}/undo`];
  },
  *'DELETE /api/jobs/{id}'(g) {
    for (const id of g.foreignJobs) yield [`/api/jobs/${id}`];
  },
  *'POST /api/access/shares'(g) {
    for (const { object, id } of [...g.some(g.mine), ...g.some(g.hidden), ...g.missing]) yield ['/api/access/shares', { object, id, kind: 'user', with: g.userId, action: 'read' }];
  },
  *'DELETE /api/access/shares/{id}'(g) {
    for (const id of [g.foreignShare, '1', '999']) yield [`/api/access/shares/${id}`];
  },
  // Through the eyes of somebody else one sees no more than with one's own.
  *'POST /api/access/requests'(g) {
    for (const { object, id } of [...g.some(g.hidden), ...g.missing]) yield ['/api/access/requests', { object, id, reason: 'Bitte' }];
  },
  *'POST /api/access/viewing'(g) {
    yield ['/api/access/viewing', { user: g.someone }];
    yield ['/api/objects/person/query', { count: 'exact', sort: ['created_at'] }];
    yield ['/api/search?q=Q', undefined, {}, 'GET'];
    for (const { object, id } of g.some(g.hidden)) yield [`/api/objects/${object}/records/${id}`, undefined, {}, 'GET'];
  },
  *'DELETE /api/access/viewing'(g) {
    if (!g.views) yield ['/api/access/viewing'];
  },
  *'PUT /api/access/rules'() {
    yield ['/api/access/rules', { text: '- rule: broken' }];
  },
  'PATCH /api/users/{id}': administer('PATCH', '/api/users/{id}', { active: true }),
  'POST /api/users/{id}/login-link': administer('POST', '/api/users/{id}/login-link'),
  'POST /api/organisation/units': administer('POST', '/api/organisation/units', { name: 'Neu', kind: 'company' }),
  'PATCH /api/organisation/units/{id}': administer('PATCH', '/api/organisation/units/{id}', { name: 'Neu' }),
  'POST /api/organisation/seats': administer('POST', '/api/organisation/seats', { user: '1', unit: '1' }),
  'PATCH /api/organisation/seats/{id}': administer('PATCH', '/api/organisation/seats/{id}', { place: 'member' }),
  'DELETE /api/organisation/seats/{id}': administer('DELETE', '/api/organisation/seats/{id}'),
  'POST /api/organisation/absences': administer('POST', '/api/organisation/absences', { user: '1' }),
  'DELETE /api/organisation/absences/{id}': administer('DELETE', '/api/organisation/absences/{id}'),
  'POST /api/organisation/roles': administer('POST', '/api/organisation/roles', { name: 'Neu' }),
  'PATCH /api/organisation/roles/{id}': administer('PATCH', '/api/organisation/roles/{id}', { name: 'Anders' }),
  'DELETE /api/organisation/roles/{id}': administer('DELETE', '/api/organisation/roles/{id}'),
  'POST /api/organisation/roles/{id}/members': administer('POST', '/api/organisation/roles/{id}/members', { user: '1' }),
  'DELETE /api/organisation/roles/{id}/members/{user}': administer('DELETE', '/api/organisation/roles/{id}/members/{user}'),
  'POST /api/organisation/teams': administer('POST', '/api/organisation/teams', { name: 'Neu' }),
  'PATCH /api/organisation/teams/{id}': administer('PATCH', '/api/organisation/teams/{id}', { name: 'Neu' }),
  'DELETE /api/organisation/teams/{id}': administer('DELETE', '/api/organisation/teams/{id}'),
  'POST /api/organisation/teams/{id}/members': administer('POST', '/api/organisation/teams/{id}/members', { user: '1' }),
  'DELETE /api/organisation/teams/{id}/members/{user}': administer('DELETE', '/api/organisation/teams/{id}/members/{user}'),
  'POST /api/organisation/people/{id}/hand-over': administer('POST', '/api/organisation/people/{id}/hand-over', { to: '1' }),
  'PATCH /api/territories/distribution': administer('PATCH', '/api/territories/distribution', { mode: 'off' }),
  'POST /api/territories': administer('POST', '/api/territories', { name: 'Neu' }),
  'PATCH /api/territories/{id}': administer('PATCH', '/api/territories/{id}', { name: 'Neu' }),
  'DELETE /api/territories/{id}': administer('DELETE', '/api/territories/{id}'),
  'POST /api/territories/{id}/holders': administer('POST', '/api/territories/{id}/holders', { user: '1' }),
  'DELETE /api/territories/{id}/holders/{holder}': administer('DELETE', '/api/territories/{id}/holders/{holder}'),
  *'POST /api/keys'() {
    yield ['/api/keys', { name: 'x', scopes: ['read'] }];
  },
  *'DELETE /api/keys/{id}'(g) {
    for (const id of [g.foreignKey, '1']) yield [`/api/keys/${id}`];
  },
  *'POST /api/users'() {
    yield ['/api/users', { name: 'Otto', email: 'otto@house.example' }];
    yield ['/api/users', { name: 'Otto', email: 'emil@house.example' }];
  },
  *'POST /api/kits/{name}'() {
    yield ['/api/kits/people', { sample: false }];
  },
  *'DELETE /api/sample'() {
    yield ['/api/sample'];
  },
  *'POST /api/setup'() {
    yield ['/api/setup', { token: 'x', name: 'X', email: 'x@x.example', password: 'drei Giraffen im Tal' }];
  },
  *'POST /api/session'() {
    for (const email of ['emil@house.example', 'nobody@house.example']) yield ['/api/session', { email, password: 'falsch' }];
  },
  *'PATCH /api/session'() {
    yield ['/api/session', { language: 'de' }];
  },
  *'DELETE /api/sessions/{id}'(g) {
    for (const id of [g.foreignSession, '1']) yield [`/api/sessions/${id}`];
  },
  *'DELETE /api/session'() {
    yield ['/api/session'];
    yield ['/api/objects/person/query', {}, {}, 'POST'];
  },
};
