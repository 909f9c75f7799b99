// A small house with everything in it that people must not see of each other. Every text is a word
// that stands nowhere else.
import { Place } from './place.mjs';
import { RULES } from './policy.mjs';
import { Mint } from './secrets.mjs';
import { Client, logIn } from './wire.mjs';

const KITS = ['people', 'companies', 'sales', 'tasks'];
const PEOPLE = ['anna', 'bert', 'clara', 'dirk', 'emil', 'frida', 'gert', 'gustav', 'helga', 'ingo', 'jana', 'karl', 'max', 'nina', 'olaf', 'paul'];
const UNITS = [['centre', null, 'company'], ['south', 'centre', 'division'], ['group', 'south', 'group'], ['west', 'south', 'group'], ['north', 'centre', 'division'], ['master', 'centre', 'company', true], ['shop_a', 'master', 'company', true], ['shop_b', 'master', 'company', true]];
const SEATS = [['anna', 'group'], ['bert', 'group'], ['clara', 'group', 'head'], ['dirk', 'north'], ['emil', 'north'], ['frida', 'shop_b'], ['gert', 'master', 'head'], ['gustav', 'shop_a'], ['helga', 'centre', 'head'], ['ingo', 'centre'], ['jana', 'north'], ['karl', 'north'], ['olaf', 'west', 'head'], ['paul', 'west']];
const OWNERS = ['anna', 'bert', 'emil', 'gustav', 'frida', 'max', null];

export class World {
  constructor(place, seed) {
    this.place = place;
    this.mint = new Mint(seed);
    this.users = {}; // name -> id
    this.cookies = {};
    this.units = {};
    this.records = []; // { object, id, owner, confidential, territory, shared, trashed, escalated, secrets }
  }

  static async make(engine, seed) {
    const place = new Place(engine);
    place.run('kit', 'install', ...KITS.slice(0, 1));
    for (const kit of KITS.slice(1)) place.run('kit', 'install', kit);
    place.run('user', 'add', '--name', 'Keeper', '--email', 'keeper@house.example');
    const world = new World(place, seed);
    // The keeper's key and session carry words too: what others are logged in with is hidden.
    world.marks = [world.mint.word(), world.mint.word()];
    world.key = place.run('key', 'create', '--name', world.marks[0]).split('\n').at(-1);
    const server = await place.serve();
    try {
      await world.settle(server.url);
      await world.fill();
      await world.leaveTraces();
    } finally {
      await server.stop();
    }
    world.log = server.log();
    await world.wait();
    world.ends = new Date().toISOString(); // what carries a later time happened during the test
    return world;
  }

  // Of the leads of paul one has waited for more than two days.
  async wait() {
    const lead = this.records.find(({ escalated }) => escalated);
    const days = 2 * 86_400_000_000 + 1_000_000;
    this.place.sql(`UPDATE o_deal SET f_assigned_at = f_assigned_at - ${days}, f_escalates_at_1 = f_escalates_at_1 - ${days} WHERE id = ${lead.id}`);
    const server = await this.place.serve();
    const olaf = await this.client(server.url, { name: 'olaf' });
    while ((await olaf.ask('GET', '/api/notices')).notices.length === 0) await new Promise((done) => setTimeout(done, 50));
    await server.stop();
  }

  async settle(url) {
    this.url = url;
    this.keeper = new Client(url, { key: this.key });
    const first = await this.keeper.ask('GET', '/api/session');
    this.users.keeper = first.user.id;
    const link = this.place.run('user', 'login', '--url', url).split('\n').at(-1);
    this.cookies.keeper = await logIn(url, link, this.marks[1]);
    const session = new Client(url, { cookie: this.cookies.keeper });
    for (const name of PEOPLE) await this.add(session, name);
    const keeper = (await this.keeper.ask('POST', '/api/organisation/roles', { name: 'keeper' })).id;
    const { roles } = await this.keeper.ask('GET', '/api/organisation');
    const role = (name) => roles.find((role) => role.name === name).id;
    await this.keeper.ask('POST', `/api/organisation/roles/${keeper}/members`, { user: this.users.keeper });
    const superior = (await this.keeper.ask('POST', '/api/organisation/roles', { name: 'superior' })).id;
    for (const name of ['clara', 'gert', 'helga']) await this.keeper.ask('POST', `/api/organisation/roles/${superior}/members`, { user: this.users[name] });
    await this.keeper.ask('POST', `/api/organisation/roles/${role('administrator')}/members`, { user: this.users.max });
    await this.keeper.ask('POST', `/api/organisation/roles/${role('controlling')}/members`, { user: this.users.ingo });
    for (const [name, parent, kind, external = false] of UNITS)
      this.units[name] = (await this.keeper.ask('POST', '/api/organisation/units', { name, parent: parent && this.units[parent], kind, external })).id;
    const { seats } = await this.keeper.ask('GET', '/api/organisation');
    for (const [user, unit, place = 'member'] of SEATS) {
      // Newcomers sit in the first unit of the house.
      for (const seat of seats) if (seat.user === this.users[user]) await this.keeper.ask('DELETE', `/api/organisation/seats/${seat.id}`);
      await this.keeper.ask('POST', '/api/organisation/seats', { user: this.users[user], unit: this.units[unit], place });
    }
    await this.keeper.ask('POST', '/api/organisation/absences', { user: this.users.anna, deputy: this.users.dirk });
    this.territory = (await this.keeper.ask('POST', '/api/territories', { name: 'Eighty' })).id;
    await this.keeper.ask('PATCH', `/api/territories/${this.territory}`, { prefixes: ['80'] });
    await this.keeper.ask('POST', `/api/territories/${this.territory}/holders`, { user: this.users.jana });
    // A role of one's own has a name of its own in rules.
    const own = (await this.keeper.ask('GET', '/api/organisation')).roles;
    const named = (text, id, name) => text.replace(`role ${name}`, `role ${own.find((role) => role.id === id).name}`);
    await this.keeper.rules(named(named(RULES, keeper, 'keeper'), superior, 'superior'));
  }

  // A way in for everybody; nina's does not work any more.
  async add(session, name) {
    const { id, login_link: link } = await session.ask('POST', '/api/users', { name, email: `${name}@house.example`, language: 'de' });
    this.users[name] = id;
    const cookie = await logIn(this.url, link);
    this.cookies[name] = cookie;
    if (name === 'anna') this.readKey = (await new Client(this.url, { cookie }).ask('POST', '/api/keys', { name: 'reads', scopes: ['read'] })).key;
    if (name === 'nina') await new Client(this.url, { cookie }).ask('DELETE', '/api/session');
  }

  // Who asks: a client of one of the PRINCIPALS.
  async client(url, principal) {
    const client = new Client(url, principal.key ? { key: this.readKey } : { cookie: this.cookies[principal.name] });
    const { views, reason } = principal;
    if (views) await client.ask('POST', '/api/access/viewing', { user: this.users[views], ...(reason && { reason }) });
    return client;
  }

  async create(object, owner, given, { secrets, ...more }) {
    const fields = { ...given, owner: owner && this.users[owner], confidential: more.confidential ?? false };
    const { record } = await this.keeper.ask('POST', `/api/objects/${object}/records`, { fields });
    const made = { object, id: record.id, owner, confidential: false, territory: null, shared: [], trashed: false, ...more, secrets, words: Object.values(secrets).flat() };
    this.records.push(made);
    return made;
  }

  person(owner, more = {}) {
    const secrets = personSecrets(this.mint);
    const postal = more.territory === '80' ? '80331' : '50667';
    return this.create('person', owner, { ...personFields(secrets), category: 'a', address: { street: secrets.street, postal_code: postal, country: 'DE' }, ...more.fields }, { ...more, secrets });
  }

  async company(owner, more = {}) {
    const secrets = { name: this.mint.word(), notes: this.mint.word(), revenue: `${this.mint.digits(8)}.17` };
    return this.create('company', owner, companyFields(secrets), { ...more, secrets });
  }

  async deal(owner, fields, more = {}) {
    const secrets = { name: this.mint.word(), notes: this.mint.word(), value: `${this.mint.digits(7)}.23` };
    return this.create('deal', owner, { ...dealFields(secrets), ...fields }, { ...more, secrets });
  }

  async small(object, owner, fields, more = {}) {
    const secrets = { subject: this.mint.word(), notes: this.mint.word() };
    return this.create(object, owner, { ...secrets, ...fields }, { ...more, secrets });
  }

  async fill() {
    const companies = {};
    for (const owner of OWNERS) companies[owner] = [await this.company(owner), await this.company(owner)];
    const foreign = companies.emil[0];
    for (const owner of OWNERS) {
      const first = await this.person(owner, { territory: owner === 'anna' ? '80' : null });
      const second = await this.person(owner, { confidential: true, fields: { company: companies[owner][0].id } });
      const third = await this.person(owner, { trashed: owner === 'bert' });
      // Deals and tasks lie where their person lives.
      const { territory } = first;
      const own = await this.deal(owner, { person: first.id, company: companies[owner][1].id, stage: 'new' }, { territory });
      // Leads to what others must not see.
      const crossing = await this.deal(owner, { person: second.id, company: (owner === 'emil' ? companies.anna[0] : foreign).id, stage: 'quote' }, { confidential: owner === 'anna', crosses: (owner === 'emil' ? companies.anna[0] : foreign).id });
      await this.small('interaction', owner, { kind: 'phone', people: [first.id, third.id], deals: [own.id] });
      await this.small('interaction', owner, { kind: 'note', people: [second.id, this.of('person', 'anna')[0].id], companies: [foreign.id] });
      await this.small('task', owner, { person: first.id, deal: crossing.id, due: '2030-01-15', assignee: owner && this.users[owner] }, { territory });
      if (owner === 'anna') for (const record of [third, own]) await this.share(record, 'karl');
    }
    for (const record of this.records) {
      await this.keeper.ask('PATCH', `/api/objects/${record.object}/records/${record.id}`, { fields: { notes: record.secrets.notes } });
      if (record.trashed) await this.keeper.ask('DELETE', `/api/objects/${record.object}/records/${record.id}`);
    }
    // Leads that are nobody's but their owner's until they have waited too long.
    const theirs = await this.person('paul');
    for (const escalated of [false, true]) await this.deal('paul', { person: theirs.id, stage: 'new' }, { escalated });
    // Everybody has something of their own.
    for (const name of ['clara', 'dirk', 'gert', 'helga', 'jana', 'karl', 'ingo', 'olaf']) {
      const person = await this.person(name);
      await this.deal(name, { person: person.id, stage: 'contacted' });
    }
  }

  // What the keeper has done and others may try to get at.
  async leaveTraces() {
    this.description = await this.keeper.ask('GET', '/api/openapi.json');
    this.foreignCursor = (await this.keeper.ask('POST', '/api/objects/person/query', { sort: ['last_name'], limit: 3 })).next;
    const answer = await this.keeper.send('POST', '/api/imports?object=product&filename=x.csv', 'Name\r\nStuhl\r\n');
    const { id } = JSON.parse(answer.body).import;
    const { job } = await this.keeper.ask('POST', `/api/imports/${id}/check`);
    await this.keeper.job(job.id);
    this.foreignImports = [id, '4611686018427387904'];
    this.foreignJobs = [job.id, '4611686018427387904'];
    const person = await this.keeper.ask('POST', '/api/objects/person/records', { fields: { last_name: 'Stranger' } });
    await this.keeper.ask('POST', `/api/changes/${person.change}/undo`);
    await this.#leavePersonalThings();
    const { changes } = await this.keeper.ask('GET', '/api/changes?limit=100');
    this.foreignChanges = [person.change, changes[3].change, changes[10].change, '4611686018427387904'];
  }

  // What belongs to the keeper alone.
  async #leavePersonalThings() {
    const label = this.mint.word();
    this.marks.push(label);
    const view = { label: { de: label, en: label }, kind: 'table', filter: '', sort: [] };
    this.foreignView = (await this.keeper.ask('POST', '/api/objects/person/views', view)).view.id;
    const session = new Client(this.url, { cookie: this.cookies.keeper });
    this.foreignKey = (await session.ask('GET', '/api/keys')).keys[0].id;
    this.foreignSession = (await session.ask('GET', '/api/sessions')).sessions[0].id;
    const shared = this.records.find((record) => record.shared.length > 0);
    this.foreignShare = (await this.keeper.ask('GET', `/api/access/shares?object=${shared.object}&id=${shared.id}`)).shares[0].id;
    await this.keeper.send('POST', '/api/objects/person/records', { fields: { last_name: 'Neumann' } }, { 'Idempotency-Key': 'two' });
    // Where a live stream may go on from.
    const stream = await this.keeper.events();
    await this.keeper.ask('POST', '/api/objects/person/records', { fields: { last_name: 'Later' } });
    while (!/^id: *\d+/m.test(stream.text())) await new Promise((done) => setTimeout(done, 20));
    this.lastEvent = stream.text().match(/^id: *(\d+)/m)[1];
    stream.close();
  }

  of(object, owner) {
    return this.records.filter((record) => record.object === object && record.owner === owner);
  }

  byId(id) {
    return this.records.find((record) => record.id === id);
  }

  async share(record, name) {
    await this.keeper.ask('POST', '/api/access/shares', { object: record.object, id: record.id, kind: 'user', with: this.users[name], action: 'read' });
    record.shared.push(name);
  }
}

export function personSecrets(mint) {
  return { first: mint.word(), last: mint.word(), mail: mint.word(), street: mint.word(), notes: mint.word(), character: mint.word(), phone: `0221${mint.digits(7)}471`, birthday: mint.day() };
}

export function personFields({ first, last, mail, notes, character, phone, birthday }) {
  return { first_name: first, last_name: last, emails: [{ value: `${mail}@house.example`, label: 'work' }], phones: [{ value: phone, label: 'work' }], notes, character_notes: character, birthday };
}

export const companyFields = ({ name, notes, revenue }) => ({ name, notes, annual_revenue: { amount: revenue, currency: 'EUR' } });

export const dealFields = ({ name, notes, value }) => ({ name, notes, value: { amount: value, currency: 'EUR' } });
