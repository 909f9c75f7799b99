// Everything a stranger may send, to every route of the API description: no answer may be a 5xx, no
// connection may break, no sentence may keep a hole, no answer may differ from what the description says of it, and
// afterwards the data must agree with itself.
//
//   node tests/hostile/run.mjs [SEED] [--all]
//
// Each operation gets a sample of the attacks, another one for each seed; --all: all of them.
import { connect } from 'node:net';
import { startServer } from '../browser/lib/server.mjs';
import { Description } from './described.mjs';
import { makeFriendlyRequests } from './friendly.mjs';
import { BODIES, FILES, TEXTS, VALUES, WIRE } from './values.mjs';

const seed = Number(process.argv[2] ?? 1);
const all = process.argv.includes('--all');
const SECONDS = 3600; // a fuse: how long it takes depends on the machine
const SAMPLE = all ? Infinity : 100;
const LANES = 8;
const begin = performance.now();
const faults = new Map(); // what is wrong -> how often

// mulberry32
let state = seed;
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const any = (list) => list[random(list.length)];
const encoded = (text) => encodeURIComponent(text.toWellFormed());
const quoted = (text) => JSON.stringify(text).slice(0, 900_000);

function fault(what) {
  faults.set(what, (faults.get(what) ?? 0) + 1);
}

const server = await startServer({ people: 40 });
const key = await server.key();
const cookie = await logIn();
let sent = 0;
let described; // once it is read

async function logIn() {
  const link = new URL(await server.loginLink());
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1', Origin: server.url },
    body: JSON.stringify({ login_token: link.searchParams.get('token') }),
  });
  if (!answer.ok) throw new Error(`no login: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie()[0].split(';')[0];
}

const byKey = { Authorization: `Bearer ${key}` };
const bySession = { Cookie: cookie, 'X-Kontor-CSRF': '1', Origin: server.url };

async function send(name, method, path, body, headers) {
  sent++;
  let answer;
  try {
    answer = await fetch(server.url + path, {
      method, body, headers: { 'Content-Type': 'application/json', ...headers }, signal: AbortSignal.timeout(20_000), redirect: 'manual',
    });
    // A stream of events never ends; what it begins with is enough.
    if ((answer.headers.get('content-type') ?? '').includes('event-stream')) return void (await answer.body.cancel());
    const text = await answer.text();
    judge(name, answer.status, text, body, path);
    for (const what of described?.faults(method, path, answer.status, text) ?? []) fault(`${name} answers otherwise than described: ${what}`);
    return { status: answer.status, text };
  } catch (error) {
    // A body that is too large is refused while it is being sent: then the connection closes.
    const large = (body?.length ?? 0) > 1_000_000 || path.length > 8_000;
    if (!large) fault(`${name}: ${error.cause?.code ?? error.name} ${error.message} for ${shown(body)} ${path.slice(0, 150)}`);
  }
}

const shown = (body) => (body === undefined ? '' : String(body).slice(0, 150));

function judge(name, status, text, body, path) {
  if (status >= 500) return fault(`${name}: ${status} ${text.slice(0, 200)} for ${shown(body)} ${path.slice(0, 200)}`);
  if (status < 400) return;
  let error;
  try {
    error = JSON.parse(text).error;
  } catch {
    return fault(`${name}: ${status} without JSON: ${text.slice(0, 100)}`);
  }
  if (!error?.code || !error.key || !error.message) return fault(`${name}: ${status} without code, key or sentence: ${text.slice(0, 200)}`);
  // A parameter nobody filled. What was sent may have braces of its own.
  const hole = /\{[a-z_]+\}/.exec(error.message)?.[0];
  if (hole && !(String(body) + decodeURIComponent(path)).includes(hole)) fault(`${name}: ${error.key} says ${error.message.slice(0, 150)}`);
}

// --- What exists, so that attacks get past the first door

async function read(method, path, body) {
  const answer = await send(`prepare ${path}`, method, path, body && JSON.stringify(body), byKey);
  return JSON.parse(answer.text);
}

async function knownPlaces() {
  const { objects } = await read('GET', '/api/objects');
  const person = objects.find(({ name }) => name === 'person');
  const page = await read('POST', '/api/objects/person/query', { limit: 5 });
  const { changes } = await read('GET', '/api/changes?limit=1');
  return {
    cursor: page.next,
    fields: objects.flatMap((object) => object.fields.filter((field) => !field.system).map((field) => [object.name, field])),
    places: {
      object: objects.map(({ name }) => name), id: page.records.map(({ id }) => id), field: person.fields.map(({ name }) => name),
      name: ['people', 'sales'], change: changes.map(({ id }) => id),
    },
  };
}

// Ends the attack, the session or the account that attacks.
const NEVER = new Set(['DELETE /api/session', 'PATCH /api/session', 'DELETE /api/sessions/{id}', 'DELETE /api/keys/{id}', 'DELETE /api/sample']);

// --- Attacks on one operation

function* attacks(path, operation, known) {
  const good = () => path.replace(/\{(\w+)\}/g, (_, name) => any(known.places[name] ?? ['1']));
  for (const text of TEXTS)
    if (path.includes('{') && text.length < 5000) yield { path: path.replace(/\{\w+\}/g, () => encoded(text) || '%20') };
  for (const id of ['0', '-1', '1', '9223372036854775807', '9223372036854775808', '00001']) yield { path: path.replace('{object}', 'person').replace(/\{\w+\}/g, id) };

  const queries = operation.parameters.filter((parameter) => parameter.in === 'query');
  for (const { name } of queries)
    for (const text of TEXTS) if (text.length < 5000) yield { path: `${good()}?${queries.map((other) => `${other.name}=${other.name === name ? encoded(text) : 'a'}`).join('&')}` };

  if (!operation.requestBody) return;
  for (const body of BODIES) yield { path: good(), body };
  const members = Object.keys(membersOf(operation));
  for (const member of members) {
    for (const value of [...VALUES, ...TEXTS.map(quoted)]) yield { path: good(), body: `{"${member}":${value}}` };
    for (let i = 0; i < 40; i++) yield { path: good(), body: `{${members.map((other) => `"${other}":${other === member ? any([...VALUES, ...TEXTS.map(quoted)]) : likely(other)}`).join(',')}}` };
  }
}

let description;
function membersOf(operation) {
  let schema = Object.values(operation.requestBody.content)[0].schema ?? {};
  if (schema.$ref) schema = description.components.schemas[schema.$ref.split('/').at(-1)];
  return schema.properties ?? {};
}

// So that the other members do not always stop a request first.
function likely(member) {
  const values = {
    filter: '""', sort: '["-created_at"]', limit: '5', action: '"update"', fields: '{}', ids: '["1"]', format: '"csv"', field: '"stage"', label: '{"de":"x","en":"x"}', kind: '"table"',
    settings: '{}', token: '"x"', name: '"x"', email: '"a@b.example"', password: '"drei Giraffen im Tal"', shared: 'false', columns: '[]', cursor: 'null', group: 'null', aggregates: 'null',
  };
  return values[member] ?? 'null';
}

// Every field of every object gets every value.
function* fieldAttacks({ fields }) {
  for (const [object, field] of fields) {
    const values = [...VALUES, ...TEXTS.map(quoted)];
    for (let i = 0; i < 25; i++) yield { path: `/api/objects/${object}/records`, body: `{"fields":{"${field.name}":${any(values)}}}` };
    for (const operator of ['=', '<', 'contains', 'begins with', 'is empty', 'in'])
      yield { path: `/api/objects/${object}/query`, body: JSON.stringify({ filter: `${field.name} ${operator} ${operator === 'is empty' ? '' : any(['"x"', '1', 'me', 'today()', '("a", "b")', '2026-01-01', '[x]', field.name])}`, sort: [any(['', '-']) + field.name], group: any([null, field.name]) }) };
  }
}

function* cursorAttacks({ cursor }) {
  for (let i = 0; i < 120; i++) {
    const at = random(cursor.length);
    const broken = any([cursor.slice(0, at), cursor.slice(at), cursor.slice(0, at) + any(['A', '_', '=', 'ä', '\0']) + cursor.slice(at + 1), cursor + cursor]);
    yield { path: `/api/objects/${any(['person', 'company'])}/query`, body: JSON.stringify({ cursor: broken, limit: 5 }) };
  }
}

// `size` of the list, at random and in random order.
function sample(list, size) {
  const left = [...list];
  for (let i = left.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [left[i], left[j]] = [left[j], left[i]];
  }
  return left.slice(0, size);
}

// Runs attacks in a few lanes until they or the time are used up.
async function run(name, method, attacks, headers, size = SAMPLE) {
  const before = faults.size;
  const list = sample(attacks, size).values();
  const lane = async () => {
    for (const { path, body } of list) {
      if (performance.now() - begin > SECONDS * 1000) return fault(`${name}: not done in ${SECONDS} s`);
      await send(name, method, path, body, headers);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return faults.size === before;
}

// --- Files, and what is not even HTTP

async function importFile([name, content]) {
  const made = await send(`file ${name}`, 'POST', `/api/imports?object=person&filename=${encoded(name)}`, content, { ...byKey, 'Content-Type': 'application/octet-stream' });
  if (made?.status !== 201) return;
  const { id } = JSON.parse(made.text).import;
  await read('GET', `/api/imports/${id}`);
  for (const step of ['check', 'run', 'undo']) {
    const started = await send(`${step} ${name}`, 'POST', `/api/imports/${id}/${step}`, undefined, byKey);
    const job = started?.status < 300 && JSON.parse(started.text).job;
    if (job) await jobEnds(job.id, `${step} ${name}`);
  }
  await send(`problems ${name}`, 'GET', `/api/imports/${id}/problems.csv`, undefined, byKey);
}

async function jobEnds(id, name) {
  for (let i = 0; i < 400; i++) {
    const { job } = await read('GET', `/api/jobs/${id}`);
    if (!job) return fault(`${name}: there is no job ${id}`);
    if (job.state === 'failed' && job.error?.code === 'internal') fault(`${name}: the job failed: ${JSON.stringify(job.error)}`);
    if (!['waiting', 'running'].includes(job.state)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  fault(`${name}: the job never ends`);
}

function sendRaw(bytes) {
  return new Promise((done) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => done(answer));
    socket.on('close', () => done(answer));
    socket.setTimeout(1_500, () => (socket.destroy(), done(answer)));
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

async function wireAttacks() {
  const answers = await Promise.all(WIRE.map(sendRaw));
  // 503: all of them came at once, and a full lane says so. 501 and 505 are meant for what is not spoken here.
  answers.forEach((answer, i) => {
    if (/^HTTP\/1\.1 5(?!01|03|05)/.test(answer)) fault(`wire ${JSON.stringify(WIRE[i].slice(0, 60))}: ${answer.slice(0, 60)}`);
  });
}

// --- The run

const known = await knownPlaces();
description = await read('GET', '/api/openapi.json');
described = new Description(description);
let passed = 0, failed = 0;
const count = (name, ok) => (ok ? passed++ : (failed++, console.log(`FAILED ${name}`)));

await makeFriendlyRequests(async (method, path, body) => JSON.parse((await send('friendly', method, path, typeof body === 'object' ? JSON.stringify(body) : body, byKey))?.text || '{}'));
count('friendly', faults.size === 0);

for (const [path, operations] of Object.entries(description.paths)) {
  for (const [verb, operation] of Object.entries(operations)) {
    const method = verb.toUpperCase(), name = `${method} ${path}`;
    if (NEVER.has(name)) continue;
    const headers = operation.security.length === 1 ? bySession : byKey;
    count(name, await run(name, method, attacks(path, operation, known), headers));
  }
}
count('fields', await run('fields', 'POST', fieldAttacks(known), byKey, SAMPLE * 10));
count('cursors', await run('cursors', 'POST', cursorAttacks(known), byKey));
for (const file of FILES) {
  const before = faults.size;
  await importFile(file);
  count(`file ${file[0]}`, faults.size === before);
}
const beforeWire = faults.size;
await wireAttacks();
count('wire', faults.size === beforeWire);

const alive = await fetch(`${server.url}/health`).then((answer) => answer.status, () => 0);
if (alive !== 200) fault(`the server answers ${alive}`);
for (const line of server.log().split('\n').filter((line) => line.includes('"level":"error"') && line.includes('"code":"internal"'))) fault(`log: ${line.slice(0, 300)}`);
await server.run('doctor').catch((error) => fault(`doctor: ${error.message}`));
count('afterwards', ![...faults.keys()].some((text) => /^(log|doctor|the server)/.test(text)));
for (const [text, times] of [...faults].slice(0, 60)) console.log(`${times} x ${text}`);
console.log(`seed ${seed}, ${sent} requests in ${((performance.now() - begin) / 1000).toFixed(1)} s, ${faults.size} kinds of fault`);
console.log(`${passed} passed, ${failed} failed`);
await Promise.race([server.stop(), new Promise((done) => setTimeout(done, 5_000))]);
process.exit(failed ? 1 : 0);
