// What rights cost in a big house (load.mjs), asked of the real server by every kind of person.
//
//   node bench/rights/measure.mjs DATA ENGINE [CONNECTION]
//
// Each figure beside its bar; the last line counts those that were kept. Times depend on what else
// the machine does: the best of a few rounds counts, and the server's CPU time stands beside it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '../../tests/leaks/lib/wire.mjs';
import { RULES } from './load.mjs';

const [data, engine, connection] = process.argv.slice(2);
const program = process.env.KONTOR_PROGRAM ?? resolve(import.meta.dirname, '../../build/release/bin/kontor');
const ROUNDS = Number(process.env.KONTOR_SHOW_ROUNDS ?? 3), REQUESTS = 200, CONNECTIONS = 4;
const LIST = engine === 'sqlite' ? 25 : 40;
const FIRST_USER = 1_000_000, FIRST_UNIT = 2_000_000;
// Who is asked for: the number of the person (load.mjs) and what makes them special.
const KINDS = { 'seller': 1_700, 'seller with territories': 1_905, 'head of a group': 900, 'head of a region': 60, 'head of a division': 2, 'head of all': 0, 'controller': 1_600, 'administrator without data': 1_601, 'sees everything': 1_602 };

const env = connection ? { ...process.env, KONTOR_DATABASE: connection } : process.env;
const figures = [];
function figure(name, value, bar, unit) {
  const kept = value <= bar;
  figures.push({ name, kept });
  console.log(`${engine.padEnd(10)} ${name.padEnd(58)} ${`${value.toFixed(unit === 'x' ? 2 : 1)} ${unit}`.padStart(12)}  <= ${bar} ${unit}  ${kept ? 'ok' : 'MISSED'}`);
}

function kontor(...args) {
  const done = spawnSync(program, [...args, '--data', data], { encoding: 'utf8', env });
  if (done.status !== 0) throw new Error(`kontor ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim().split('\n').at(-1);
}

// Keys are kept beside the data, so that a second run need not make them again.
function keys() {
  const file = join(data, 'keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = { keeper: kontor('key', 'create', '--user', 'keeper@big.example') };
  for (const [kind, number] of Object.entries(KINDS)) made[kind] = kontor('key', 'create', '--user', `p${number}@big.example`);
  writeFileSync(file, JSON.stringify(made));
  return made;
}

async function serve() {
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const url = await new Promise((done, failed) => {
    child.stdout.once('data', (text) => done(String(text).split('\n')[0]));
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return { url, child };
}

// Milliseconds that the threads of the server have run.
const cpu = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
    .reduce((a, b) => a + b, 0);

// p95 of `REQUESTS` requests at four connections, and the server's CPU for each.
async function load(pid, client, ask) {
  const times = [];
  let left = REQUESTS;
  const begin = cpu(pid);
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) {
        const start = performance.now();
        await ask(client);
        times.push(performance.now() - start);
      }
    }),
  );
  times.sort((a, b) => a - b);
  return { p95: times[Math.floor(times.length * 0.95)], median: times[times.length >> 1], cpu: (cpu(pid) - begin) / times.length };
}

async function best(run) {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await run());
  return { ...rounds.reduce((a, b) => (b.p95 < a.p95 ? b : a)), cpu: Math.min(...rounds.map(({ cpu }) => cpu)) };
}

const least = async (run) => {
  let time = Infinity;
  for (let i = 0; i < ROUNDS * 3; i++) {
    const start = performance.now();
    await run(i);
    time = Math.min(time, performance.now() - start);
  }
  return time;
};

const PAGE = { limit: 50, fields: ['name', 'stage', 'value', 'owner', 'changed_at'], sort: ['-changed_at'] };
const list = (client) => client.ask('POST', '/api/objects/deal/query', PAGE);
const count = (client) => client.ask('POST', '/api/objects/deal/count', {});

async function timed(run) {
  const start = performance.now();
  const answer = await run();
  return { took: performance.now() - start, answer };
}

// As whoever heads units would like it: an administrator looks at what it would change, and saves it.
const OTHER_RULES = RULES.replace('my.headed and not confidential', 'my.headed');
async function change(keeper, text) {
  const { took, answer } = await timed(() => keeper.ask('POST', '/api/access/preview', { text }));
  await keeper.ask('PUT', '/api/access/rules', { text, confirm: answer.confirm });
  return took;
}

async function prepare(keeper) {
  const { roles } = await keeper.ask('GET', '/api/organisation');
  const give = (role, kind) => keeper.ask('POST', `/api/organisation/roles/${roles.find(({ name }) => name === role).id}/members`, { user: String(FIRST_USER + KINDS[kind]) });
  await give('controlling', 'controller').catch(() => null);
  await give('administrator', 'administrator without data').catch(() => null);
  await give('dispatch', 'sees everything').catch(() => null);
  await change(keeper, RULES);
}

// Moves a unit with about 500 people below another division, and back.
async function move(keeper, watcher) {
  const unit = String(FIRST_UNIT + 2), [from, to] = [String(FIRST_UNIT), String(FIRST_UNIT + 1)];
  const start = performance.now();
  await keeper.ask('PATCH', `/api/organisation/units/${unit}`, { parent: to });
  const { value } = await count(watcher);
  const took = performance.now() - start;
  await keeper.ask('PATCH', `/api/organisation/units/${unit}`, { parent: from });
  return { took, value };
}

const made = keys();
const server = await serve();
const client = (kind) => new Client(server.url, { key: made[kind] });
const keeper = client('keeper');
await prepare(keeper);
const { pid } = server.child;
const costs = {};
for (const kind of Object.keys(KINDS)) {
  const asker = client(kind);
  await list(asker);
  const { value } = await count(asker);
  const listed = await best(() => load(pid, asker, list));
  costs[kind] = listed.cpu;
  figure(`first page: ${kind}, of ${value}; CPU ${listed.cpu.toFixed(2)} ms`, listed.p95, LIST, 'ms');
  const counted = await best(() => load(pid, asker, count));
  figure(`count: ${kind}; median`, counted.median, 5, 'ms');
}
for (const kind of ['head of all', 'head of a division']) figure(`CPU of a list with rights, beside none: ${kind}`, costs[kind] / costs['sees everything'], 1.3, 'x');

const watcher = client('head of a division');
const before = (await count(client('head of all'))).value;
const moved = [];
for (let i = 0; i < ROUNDS; i++) moved.push(await move(keeper, watcher));
figure(`moving ~670 people, until the next answer`, Math.min(...moved.map(({ took }) => took)), 1_000, 'ms');
if ((await count(client('head of all'))).value !== before) throw new Error('the head of all lost something');

// Nothing is known of anybody after rules were changed: the first answers find it out.
const boss = client('head of all');
await list(boss);
const warm = await least(() => list(boss));
const previews = [], cold = [], who = [];
for (const text of [OTHER_RULES, RULES]) {
  previews.push(await change(keeper, text));
  cold.push((await timed(() => list(boss))).took - warm);
  const { records } = await list(boss);
  who.push((await timed(() => keeper.ask('GET', `/api/access/who?object=deal&id=${records[0].id}`))).took);
}
figure('preview of rules for all people', Math.min(...previews), 10_000, 'ms');
figure('rights made anew: head of all, beside the next page', Math.min(...cold), 20, 'ms');
figure('who sees, right after a change of rules', Math.min(...who), 50, 'ms');

const seller = client('seller');
const { records } = await list(seller);
figure('explanation', await least((i) => seller.ask('GET', `/api/access/explain?object=deal&id=${records[i % records.length].id}`)), 10, 'ms');
figure('who sees', await least((i) => keeper.ask('GET', `/api/access/who?object=deal&id=${records[i % records.length].id}`)), 50, 'ms');

server.child.kill('SIGTERM');
const missed = figures.filter(({ kept }) => !kept);
console.log(`${figures.length - missed.length} of ${figures.length} figures kept (${engine})${missed.map(({ name }) => `; missed: ${name}`).join('')}`);
process.exit(missed.length ? 1 : 0);
