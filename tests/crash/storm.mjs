// kill -9 under load: eight writers create, change and delete records over HTTP and note what the server
// acknowledged; the server is killed at a random moment and started again. Then every acknowledged
// change must be there, whole: the record, its history and its place in the search index; now and
// then `kontor doctor` compares every record with its history, index and counters.
//
//   node storm.mjs PROGRAM KILLS [SEED] [--postgres] [--control]
//
// --postgres: on a PostgreSQL cluster of its own with a disk it may trust; every fourth time the
// cluster is killed as well, while the server goes on.
// --control runs a server that acknowledges before it commits (on PostgreSQL: before the disk has it,
// so the cluster is killed each time); the storm must then find losses, so that it is known to see.
// Prints figures; exits 1 when a promise is broken.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [program, killsText, seedText = '1'] = process.argv.slice(2);
const control = process.argv.includes('--control');
const postgres = process.argv.includes('--postgres');
const kills = Number(killsText);
const WRITERS = 8;
const DOCTOR_EVERY = 25;
const CLUSTER_EVERY = 4;
const MOST_WORK = 60; // acknowledged changes between two kills
const ROOT = resolve(import.meta.dirname, '../..');

// mulberry32: the same storm for the same seed, as far as timing allows
let state = Number(seedText) || 1;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const data = mkdtempSync(join(tmpdir(), 'kontor-storm-'));
const cluster = postgres ? mkdtempSync('/var/tmp/kontor-storm-') : null;
const database = postgres ? { KONTOR_DATABASE: tool('start', '--with', String(process.pid), cluster) } : {};
const environment = { ...process.env, ...database, ...(control ? { KONTOR_TEST_ACKNOWLEDGE_EARLY: '1' } : {}) };
const faults = [];
const acknowledged = new Map(); // id -> {version, role, token}
const deleted = new Set(); // ids whose deletion was acknowledged since the last look
const victims = []; // ids to delete
let serial = 0;
let acks = 0;

function tool(...args) {
  const done = spawnSync(join(ROOT, 'tools/postgres'), args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`postgres ${args[0]}: ${done.stderr}`);
  return done.stdout.trim();
}

// Beside the storm: its writers go on and get what answers the server still has.
function crashCluster() {
  return new Promise((done, failed) => {
    const child = spawn(join(ROOT, 'tools/postgres'), ['crash', cluster], { stdio: 'ignore' });
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`crash ended with ${code}`))));
  });
}

function kontor(...args) {
  const done = spawnSync(program, [...args, '--data', data], { encoding: 'utf8', env: { ...process.env, ...database } });
  if (done.status !== 0) throw new Error(`kontor ${args[0]}: ${done.stdout}${done.stderr}`);
  return done.stdout.trim();
}

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

async function start(port) {
  const begin = performance.now();
  const server = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: 'ignore',
    env: environment,
  });
  while ((await call(port, 'GET', '/health').catch(() => null))?.status !== 200) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return { server, ready: performance.now() - begin };
}

let key;
async function call(port, method, path, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

// Creates a record, changes it and deletes another until the connection breaks. A server that
// acknowledges too early cannot even read what it has just created: it is only asked to delete.
async function write(port, running) {
  while (running.yes) {
    try {
      const victim = victims.pop();
      if (victim) {
        const gone = await call(port, 'DELETE', `/api/objects/person/records/${victim}`);
        if (gone.status === 503 && postgres) continue; // the cluster is down: nothing was promised
        if (gone.status !== 200) throw new Error(`delete answered ${gone.status} ${JSON.stringify(gone.body)}`);
        acks++;
        deleted.add(victim);
      }
      if (control) continue;
      const token = `sturm${(serial++).toString(36)}x`;
      const fields = { first_name: 'Kira', last_name: token, emails: [{ value: `${token}@sturm.example`, label: 'work' }] };
      const made = await call(port, 'POST', '/api/objects/person/records', { fields });
      if (made.status === 503 && postgres) continue;
      if (made.status !== 201) throw new Error(`create answered ${made.status} ${JSON.stringify(made.body)}`);
      note(made.body.record, token);
      for (let i = 0; i < 3 && running.yes; i++) {
        const id = made.body.record.id;
        const role = `Stand ${i}`;
        const changed = await call(port, 'PATCH', `/api/objects/person/records/${id}`, { fields: { role } });
        if (changed.status === 503 && postgres) break;
        if (changed.status !== 200) throw new Error(`change answered ${changed.status} ${JSON.stringify(changed.body)}`);
        note(changed.body.record, token);
      }
    } catch (error) {
      if (running.yes && !/fetch failed|terminated|socket|JSON/.test(String(error))) faults.push(String(error));
      if (running.yes) await new Promise((done) => setTimeout(done, 1));
    }
  }
}

function note(record, token) {
  acks++;
  acknowledged.set(record.id, { version: record.version, role: record.fields.role ?? null, token, fresh: true });
}

// What was acknowledged since the last look is there, or was overtaken by a change whose answer was lost.
async function verify(port) {
  let lost = 0;
  for (const id of deleted) {
    const { status } = await call(port, 'GET', `/api/objects/person/records/${id}`);
    if (status !== 404) lost++;
  }
  deleted.clear();
  for (const [id, known] of acknowledged) {
    if (!known.fresh) continue;
    known.fresh = false;
    const { status, body } = await call(port, 'GET', `/api/objects/person/records/${id}`);
    const version = status === 200 ? body.record.version : 0;
    const same = version > known.version || (version === known.version && (body.record.fields.role ?? null) === known.role);
    if (version < known.version || !same) {
      lost++;
      acknowledged.delete(id);
      continue;
    }
    if (random() < 0.05) await verifyTraces(port, id, known, version);
  }
  return lost;
}

async function verifyTraces(port, id, known, version) {
  const history = await call(port, 'GET', `/api/objects/person/records/${id}/timeline?kinds=change`);
  if (history.body.entries.length !== version)
    faults.push(`${id}: version ${version}, but ${history.body.entries.length} entries of history`);
  const found = await call(port, 'GET', `/api/search?q=${known.token}`);
  if (!found.body.results.some((hit) => hit.id === id)) faults.push(`${id}: not in the search index`);
}

// The moment of the kill is a random amount of work away, not of time: a slow machine is stormed as hard.
async function someWork(wanted) {
  const latest = performance.now() + 3_000;
  while (acks < wanted && performance.now() < latest) await new Promise((done) => setTimeout(done, 1));
}

let lost = 0;
let clusterKills = 0;
const starts = [];
try {
  kontor('demo', '--people', '3000');
  key = kontor('key', 'create').split('\n').at(-1);
  const port = await freePort();
  let { server } = await start(port);
  for (let cursor = null, first = true; first || cursor; first = false) {
    const page = await call(port, 'POST', '/api/objects/person/query', { fields: ['created_at'], limit: 200, cursor });
    victims.push(...page.body.records.map((record) => record.id));
    cursor = page.body.next;
  }
  for (let kill = 1; kill <= kills; kill++) {
    const running = { yes: true };
    const writers = Array.from({ length: WRITERS }, () => write(port, running));
    await someWork(acks + Math.floor(random() * MOST_WORK));
    if (postgres && (control || kill % CLUSTER_EVERY === 0)) {
      await crashCluster();
      clusterKills++;
    }
    const ended = new Promise((done) => server.on('exit', done));
    server.kill('SIGKILL');
    running.yes = false;
    await ended;
    await Promise.all(writers);
    if (!control && kill % DOCTOR_EVERY === 0) kontor('doctor');
    const restarted = await start(port);
    server = restarted.server;
    starts.push(restarted.ready);
    lost += await verify(port);
  }
  const ended = new Promise((done) => server.on('exit', done));
  server.kill('SIGKILL');
  await ended;
  if (!control) kontor('doctor');
} catch (error) {
  faults.push(String(error));
} finally {
  rmSync(data, { recursive: true, force: true });
  if (cluster) tool('stop', cluster);
}

starts.sort((a, b) => a - b);
for (const fault of faults.slice(0, 10)) console.log(`fault: ${fault}`);
console.log(
  `${control ? 'control' : 'storm'}: seed ${seedText}, ${postgres ? `postgresql, ${clusterKills} times the cluster too` : 'sqlite'}, ${kills} kills, ${acks} acknowledged, ${lost} lost, ` +
    `${faults.length} faults, restart p99 ${Math.round(starts[Math.floor(starts.length * 0.99)] ?? 0)} ms`,
);
const kept = control ? lost > 0 : lost === 0 && faults.length === 0 && acks > kills;
process.exit(kept ? 0 : 1);
