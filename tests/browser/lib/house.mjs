// A house as firms have it: two sales groups with heads, an agent from outside, two franchisees, a controller; with the rules they work by.
import { putRules } from './rules.mjs';

const RULES = `
- rule: Eigener Bereich
  applies_to: all
  for: staff
  may: [see, read, edit, create, link, share]
  when: owner = me or unit in my.units
  fields: {personal: edit}
  because: Was im eigenen Bereich liegt
- rule: Leitung im Überblick
  applies_to: all
  for: head
  may: [see, read, count]
  when: unit below my.headed
  because: Die Leitung sieht, was ihre Leute tun, Namen als Initialen
- rule: Eigene Kunden
  applies_to: all
  for: external
  may: [see, read, edit, create, link]
  when: owner = me or unit below my.headed
  fields: {personal: edit}
  because: Eigene Kunden
- limit: Wand zwischen Firmen
  applies_to: all
  for: external
  only when: owner = me or organisation below my.organisation or shared with me
  because: Jede Firma arbeitet in ihrem Gebiet
- rule: Zahlen
  applies_to: deal
  for: role controlling
  may: count
  because: Controlling braucht Summen, keine Namen
- escalation: Anfrage ohne nächsten Schritt
  applies_to: deal
  when: stage.kind = "qualification"
  starts: at assignment
  step 1: {after: 2 days, to: supervisor(1), may: [see, read, assign], fields: {personal: mask}}
  step 2: {after: 4 days, to: supervisor(2), may: [see, read, assign]}
  ends: next action
- assignment: Neue Anfragen
  applies_to: deal
  to: territory in turn
  queue: role dispatch
- approval: Neugeschäft
  applies_to: deal
  fields: {personal: mask}
`;

const UNITS = [
  ['Vertrieb', 'division', ''],
  ['Gruppe Süd', 'group', 'Vertrieb'],
  ['Service', 'division', ''],
  ['Agentur Alpen', 'company', '', true],
  ['Franchise Köln', 'company', '', true],
  ['Laden Ehrenfeld', 'group', 'Franchise Köln'],
  ['Franchise Bonn', 'company', '', true],
];

// Who sits where, as what, with which role.
const PEOPLE = {
  sabine: ['Sabine Keller', 'Vertrieb', 'head'],
  tom: ['Tom Brandt', 'Gruppe Süd', 'head'],
  jana: ['Jana Vogt', 'Gruppe Süd', 'member'],
  ben: ['Ben Ahrens', 'Service', 'member'],
  alois: ['Alois Berger', 'Agentur Alpen', 'member'],
  fatma: ['Fatma Yildiz', 'Franchise Köln', 'head'],
  emil: ['Emil Krause', 'Laden Ehrenfeld', 'member'],
  bruno: ['Bruno Sommer', 'Franchise Bonn', 'head'],
  carla: ['Carla Zahn', 'Service', 'member', 'controlling'],
  dora: ['Dora Linke', 'Service', 'member', 'dispatch'],
};

const DEALS = [
  ['Treppe Maier', 'jana', 'quote', '4200', 'Maria', 'Maier'],
  ['Geländer Huber', 'tom', 'negotiation', '9100', 'Hans', 'Huber'],
  ['Wartung Aufzug', 'ben', 'quote', '1300', 'Willi', 'Wart'],
  ['Almhütte', 'alois', 'contacted', '25000', 'Anton', 'Almer'],
  ['Küche Schmitz', 'fatma', 'quote', '15800', 'Stefan', 'Schmitz'],
  ['Theke Ehrenfeld', 'emil', 'contacted', '3900', 'Elke', 'Esser'],
  ['Bad Bonn', 'bruno', 'quote', '8700', 'Berta', 'Bonner'],
];

/** Makes the house below the firm there is; answers ids and how to log in. The rules are put in force by `moveIn`. */
export async function buildHouse({ server, api, cookies }) {
  const session = (method, path, body) => send(server.url, cookies, method, path, body);
  const organisation = await api.send('GET', '/organisation');
  const top = organisation.units.find((unit) => unit.parent === null && !unit.external).id;
  const units = {};
  for (const [name, kind, parent, external = false] of UNITS)
    units[name] = (await api.send('POST', '/organisation/units', { name, kind, parent: external ? null : units[parent] ?? top, external: external || undefined })).id;
  const roles = Object.fromEntries(organisation.roles.map(({ name, id }) => [name, id]));
  const people = {};
  for (const [key, [name, unit, place, role]] of Object.entries(PEOPLE)) {
    const { id, login_link: link } = await session('POST', '/users', { name, email: `${key}@haus.example.com` });
    people[key] = { id, name, link };
    const { seats } = await api.send('GET', '/organisation');
    await api.send('PATCH', `/organisation/seats/${seats.find((seat) => seat.user === id).id}`, { unit: units[unit], place });
    if (role) await api.send('POST', `/organisation/roles/${roles[role]}/members`, { user: id });
  }
  const deals = {};
  for (const [name, owner, stage, amount, first, last] of DEALS) {
    const person = await api.create('person', { first_name: first, last_name: last, owner: people[owner].id, emails: [{ value: `${last.toLowerCase()}@kunde.example.com`, label: 'work' }] });
    deals[name] = await api.create('deal', { name, stage, pipeline: 'new_business', owner: people[owner].id, person: person.id, value: { amount, currency: 'EUR' } });
  }
  return { units, roles, people, deals, rules: RULES, moveIn: () => putRules(api, RULES) };
}

async function send(url, cookies, method, path, body) {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1', Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
