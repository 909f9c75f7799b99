// A big house, written by the database itself: a million deals, 2,000 people in 1,500 units on seven
// levels, 300 territories, 200,000 shares, 12,000 access classes. The same for the same numbers.
//
//   node bench/rights/load.mjs DATA DEALS [CONNECTION]    prints the seconds it took
//
// The workspace must not be served meanwhile. Search index and history stay empty.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [data, dealsText, connection] = process.argv.slice(2);
const deals = Number(dealsText);
const program = process.env.KONTOR_PROGRAM ?? resolve(import.meta.dirname, '../../build/release/bin/kontor');
const USERS = 2_000, LEVELS = [1, 3, 9, 30, 107, 350, 1_000], TERRITORIES = 300, TEAMS = 50;
const SHARES = Math.min(200_000, deals / 5);
const FIRST_USER = 1_000_000, FIRST_UNIT = 2_000_000, FIRST_TERRITORY = 3_000_000, FIRST_TEAM = 4_000_000, FIRST_DEAL = 100_000_000;
const NOW = Date.UTC(2026, 10, 1) * 1000;

export const RULES = `
- rule: own
  applies_to: all
  for: all
  may: [see, read, edit, create, link, share]
  when: owner = me
  fields: {personal: edit}
- rule: heads
  applies_to: all
  for: head
  may: [see, read, assign, count]
  when: unit below my.headed and not confidential
- rule: territories
  applies_to: all
  for: all
  may: [see, read]
  when: territory in my.territories and not confidential
- rule: figures
  applies_to: all
  for: role controlling
  may: count
- rule: all
  applies_to: all
  for: role dispatch
  may: [see, read, edit, count]
`;

function kontor(...args) {
  const env = connection ? { ...process.env, KONTOR_DATABASE: connection } : process.env;
  const done = spawnSync(program, [...args, '--data', data], { encoding: 'utf8', env });
  if (done.status !== 0) throw new Error(`kontor ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

function sql(text, ...options) {
  const [tool, args] = connection ? ['psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', connection]] : ['sqlite3', ['-bail', join(data, 'kontor.db')]];
  const done = spawnSync(tool, [...args, ...options], { input: text, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${tool}: ${done.stderr.slice(0, 600)}`);
  return done.stdout.trim();
}

const blob = (text) => (connection ? `convert_to(${text}, 'UTF8')` : `CAST(${text} AS BLOB)`);
const sort = (text) => blob(`lower(${text})`);
const list = (count, row) => Array.from({ length: count }, (_, i) => `(${row(i)})`).join(',\n');

// Units: each level is spread evenly below the one above; the first number of each level.
const begins = LEVELS.map((_, level) => LEVELS.slice(0, level).reduce((a, b) => a + b, 0));
const UNITS = begins.at(-1) + LEVELS.at(-1);
const levelOf = (unit) => begins.findLastIndex((begin) => unit >= begin);
function parentOf(unit) {
  const level = levelOf(unit);
  if (level === 0) return null;
  return begins[level - 1] + Math.floor(((unit - begins[level]) * LEVELS[level - 1]) / LEVELS[level]);
}
const children = Map.groupBy(Array.from({ length: UNITS }, (_, unit) => unit), parentOf);

function intervals() {
  const order = new Map();
  let next = 2n ** 59n; // behind the unit that every workspace begins with
  const walk = (unit) => {
    const from = next++;
    for (const child of children.get(unit) ?? []) walk(child);
    order.set(unit, [from, next++]);
  };
  walk(0);
  return order;
}

// The first UNITS people head a unit each, the others sit in units of the last level.
export const unitOf = (user) => (user < UNITS ? user : begins.at(-1) + ((user * 7) % LEVELS.at(-1)));

function people() {
  const order = intervals();
  const kind = (unit) => (unit === 0 ? 'company' : levelOf(unit) < 3 ? 'division' : 'group');
  const title = (name) => `'${name}', '${name.toLowerCase()}', ${sort(`'${name}'`)}`;
  const head = 'id, version, title, title_fold, title_sort, confidential, zk, created_at, changed_at';
  return `
INSERT INTO o_user (${head}, unit, f_name, f_email, f_language, f_active) VALUES
${list(USERS, (i) => `${FIRST_USER + i}, 1, ${title(`Person ${i}`)}, 0, 0, ${NOW}, ${NOW}, ${FIRST_UNIT + unitOf(i)}, 'Person ${i}', 'p${i}@big.example', 'de', 1`)};
INSERT INTO o_unit (${head}, f_kind, f_parent, f_depth, f_external, f_closed, order_from, order_to) VALUES
${list(UNITS, (i) => `${FIRST_UNIT + i}, 1, ${title(`Unit ${i}`)}, 0, 0, ${NOW}, ${NOW}, '${kind(i)}', ${i ? FIRST_UNIT + parentOf(i) : 'NULL'}, ${levelOf(i) + 1}, 0, 0, ${order.get(i).join(', ')}`)};
INSERT INTO kontor_seat (id, user_id, unit_id, place, from_at, until_at) VALUES
${list(USERS, (i) => `${5_000_000 + i}, ${FIRST_USER + i}, ${FIRST_UNIT + unitOf(i)}, '${i < UNITS ? 'head' : 'member'}', 0, NULL`)};
INSERT INTO o_territory (${head}) VALUES
${list(TERRITORIES, (i) => `${FIRST_TERRITORY + i}, 1, ${title(`Territory ${i}`)}, 0, 0, ${NOW}, ${NOW}`)};
INSERT INTO kontor_territory_holder (id, territory_id, user_id, from_at, until_at) VALUES
${list(600, (i) => `${6_000_000 + i}, ${FIRST_TERRITORY + (i % TERRITORIES)}, ${FIRST_USER + 1_900 + (i % 60)}, 0, NULL`)};
INSERT INTO o_team (${head}) VALUES
${list(TEAMS, (i) => `${FIRST_TEAM + i}, 1, ${title(`Team ${i}`)}, 0, 0, ${NOW}, ${NOW}`)};
INSERT INTO kontor_team_member (team_id, user_id) VALUES
${list(TEAMS * 20, (i) => `${FIRST_TEAM + (i % TEAMS)}, ${FIRST_USER + 1_500 + ((i + Math.floor(i / 500)) % 500)}`)};
`;
}

const random = (below, salt) => `((i * 48271 + ${salt * 7919}) % 2147483647 * 16807 % 2147483647 % ${below})`;
const numbers = (count) => `WITH RECURSIVE n(i) AS (SELECT ${connection ? 'CAST(0 AS bigint)' : '0'} UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`;

// A deal of user u lies in one of three territories; a tenth is confidential.
function records(object, stages, pipeline) {
  const user = random(USERS, 1), third = random(3, 2), secret = `(CASE WHEN ${random(10, 3)} = 0 THEN 1 ELSE 0 END)`;
  const title = `'Anfrage ' || i`;
  const units = `(CASE WHEN u < ${UNITS} THEN u ELSE ${begins.at(-1)} + (u * 7) % ${LEVELS.at(-1)} END)`;
  const stage = `CASE ${random(stages.length, 4)} ${stages.map((id, i) => `WHEN ${i} THEN ${id}`).join(' ')} END`;
  return `
INSERT INTO o_deal (id, version, title, title_fold, title_sort, owner, unit, territory, organisation, confidential, zk,
  created_at, created_by, changed_at, changed_by, f_value, f_value_currency, f_pipeline, f_stage)
${numbers(deals)}, d AS (SELECT i, ${user} AS u, ${third} AS t, ${secret} AS c, ${stage} AS stage FROM n)
SELECT ${FIRST_DEAL} + i, 1, ${title}, lower(${title}), ${sort(title)}, ${FIRST_USER} + u, ${FIRST_UNIT} + ${units},
  ${FIRST_TERRITORY} + (u * 3 + t) % ${TERRITORIES}, ${FIRST_UNIT}, c, 1 + u * 6 + t * 2 + c,
  ${NOW} + i * 1000, ${FIRST_USER} + u, ${NOW} + ${random(deals, 5)} * 1000, ${FIRST_USER} + u, 100 * ${random(100_000, 6)}, 'EUR', ${pipeline}, stage
FROM d;
INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, confidential, n)
SELECT ${object}, zk, owner, unit, territory, organisation, confidential, count(*) FROM o_deal GROUP BY zk, owner, unit, territory, organisation, confidential;
INSERT INTO kontor_share (id, object, record, kind, recipient, action, from_at, until_at, by_user)
${numbers(SHARES)} SELECT 1 + i, ${object}, ${FIRST_DEAL} + ${random(deals, 8)}, CASE WHEN i % 4 = 0 THEN 'team' ELSE 'user' END,
  CASE WHEN i % 4 = 0 THEN ${FIRST_TEAM} + ${random(TEAMS, 9)} ELSE ${FIRST_USER} + ${random(USERS, 10)} END, 'read', 0, NULL, ${FIRST_USER} FROM n;
UPDATE kontor_rule SET text = '${RULES}';
UPDATE kontor_epoch SET value = value + 1;
ANALYZE;
`;
}

function tallies(field, sumField) {
  return `
INSERT INTO kontor_tally (field, pipeline, option_id, zk, n) SELECT ${field}, f_pipeline, f_stage, zk, count(*) FROM o_deal GROUP BY f_pipeline, f_stage, zk;
INSERT INTO kontor_tally_sum (field, pipeline, option_id, zk, sum_field, currency, total) SELECT ${field}, f_pipeline, f_stage, zk, ${sumField}, 'EUR', sum(f_value) FROM o_deal GROUP BY f_pipeline, f_stage, zk;
`;
}

function ids() {
  const field = (name) => `(SELECT f.id FROM kontor_field f JOIN kontor_object o ON o.id = f.object WHERE o.name = 'deal' AND f.name = '${name}')`;
  const option = (name, key) => `(SELECT p.id FROM kontor_option p WHERE p.field = ${field(name)} AND p.name = '${key}')`;
  const keys = ['new', 'qualification', 'contacted', 'quote', 'negotiation', 'won', 'lost'];
  const text = sql(`SELECT (SELECT id FROM kontor_object WHERE name = 'deal') || ' ' || ${field('stage')} || ' ' || ${field('value')} || ' ' || ${option('pipeline', 'new_business')}${keys.map((key) => ` || ' ' || ${option('stage', key)}`).join('')};`);
  const [object, stage, value, pipeline, ...stages] = text.split(' ').map(Number);
  return { object, stage, value, pipeline, stages };
}

export function load() {
  mkdirSync(data, { recursive: true });
  for (const kit of ['people', 'companies', 'sales']) kontor('kit', 'install', kit);
  kontor('user', 'add', '--name', 'Keeper', '--email', 'keeper@big.example');
  const { object, stage, value, pipeline, stages } = ids();
  const fast = connection ? 'SET synchronous_commit = off;' : 'PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA cache_size = -200000;';
  sql(`${fast}\nBEGIN;\n${people()}${records(object, stages, pipeline)}${tallies(stage, value)}COMMIT;`);
}

if (process.argv[1] === import.meta.filename) {
  const begin = performance.now();
  load();
  console.log(`${deals} deals in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
}
