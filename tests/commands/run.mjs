// The commands as a script uses them: exit codes, what goes to stdout, backup and restore. On SQLite and,
// with KONTOR_TEST_PG (tools/postgres run), on PostgreSQL.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = process.env.KONTOR_PROGRAM ?? resolve(import.meta.dirname, '../../build/dev/bin/kontor');
const DONE = 0, WRONG_LINE = 2, REFUSED = 3, NOT_FOUND = 4;
const home = mkdtempSync(join(tmpdir(), 'kontor-commands-'));
const cluster = process.env.KONTOR_TEST_PG;
let passed = 0, failed = 0, made = 0;

// A place for a workspace: a folder, and on PostgreSQL a database of its own.
function place(engine) {
  const name = `place${++made}`;
  const data = join(home, name);
  if (engine === 'sqlite') return { data, env: {} };
  const words = Object.fromEntries(cluster.split(' ').map((word) => word.split('=')));
  const database = `kontor_commands_${process.pid}_${made}`;
  const env = { ...process.env, PGHOST: words.host, PGPORT: words.port, PGUSER: words.user };
  assert.equal(spawnSync('createdb', [database], { env }).status, 0, 'createdb');
  return { data, env: { KONTOR_DATABASE: cluster.replace(/dbname=\S+/, `dbname=${database}`) } };
}

function kontor(where, ...args) {
  const given = where ? [...args, '--data', where.data] : args;
  const done = spawnSync(PROGRAM, given, { encoding: 'utf8', env: { ...process.env, LANG: 'C', ...where?.env } });
  return { code: done.status, out: done.stdout, said: done.stderr };
}

function expect(code, where, ...args) {
  const done = kontor(where, ...args);
  assert.equal(done.code, code, `kontor ${args.join(' ')}: ${done.code} ${done.out}${done.said}`);
  if (code !== DONE) {
    assert.equal(done.out, '', 'a failure prints nothing to stdout');
    assert.match(done.said, /^kontor: .+/m, 'and says why');
    assert.doesNotMatch(done.said, /\{\w+\}/, 'in a sentence without holes');
  }
  return done.out;
}

function check(name, test) {
  try {
    test();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}

async function serve(where) {
  const server = spawn(PROGRAM, ['serve', '--data', where.data, '--listen', '127.0.0.1:0'], { env: { ...process.env, ...where.env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((done) => server.stdout.once('data', (text) => done(String(text).split('\n')[0])));
  return { url, stop: () => new Promise((done) => (server.on('exit', done), server.kill('SIGTERM'))) };
}

async function count(where, object) {
  const key = expect(DONE, where, 'key', 'create').trim();
  const server = await serve(where);
  const answer = await fetch(`${server.url}/api/objects/${object}/count`, { method: 'POST', body: '{"exact":true}', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' } });
  const { value } = await answer.json();
  await server.stop();
  return value;
}

async function run(engine) {
  const first = place(engine), second = place(engine), nothing = place(engine);
  const backup = join(home, `${engine}.backup`);
  const named = (name) => `${engine}: ${name}`;

  check(named('demo fills a new workspace, once'), () => {
    assert.match(expect(DONE, first, 'demo', '--people', '30'), /^30 people, \d+ companies/);
    expect(REFUSED, first, 'demo');
  });
  check(named('demo is the same everywhere'), () => {
    const third = place(engine);
    assert.equal(expect(DONE, third, 'demo', '--people', '5'), expect(DONE, place(engine), 'demo', '--people', '5'));
  });
  check(named('doctor finds nothing'), () => assert.equal(expect(DONE, first, 'doctor'), 'ok\n'));
  if (engine === 'sqlite') check(named('a mistyped folder stays as it is'), () => {
    for (const words of [['doctor'], ['key', 'create'], ['user', 'login'], ['kit', 'list'], ['import', 'list'], ['export', '--object', 'person', join(home, 'none.csv')], ['import', '--object', 'person', import.meta.filename]])
      expect(NOT_FOUND, nothing, ...words);
    assert.equal(existsSync(nothing.data), false);
  });
  check(named('users and keys'), () => {
    assert.match(expect(DONE, first, 'user', 'add', '--name', 'Ben', '--email', 'ben@kontor.example'), /^\/login\?token=\S+\n$/);
    expect(REFUSED, first, 'user', 'add', '--name', 'Ben', '--email', 'ben@kontor.example');
    assert.match(expect(DONE, first, 'user', 'login', '--email', 'ben@kontor.example', '--url', 'http://x'), /^http:\/\/x\/login\?token=/);
    expect(NOT_FOUND, first, 'user', 'login', '--email', 'nobody@kontor.example');
    assert.match(expect(DONE, first, 'key', 'create', '--user', 'ben@kontor.example'), /^kontor_\S+\n$/);
    expect(NOT_FOUND, first, 'key', 'create', '--user', 'nobody@kontor.example');
  });
  check(named('kits'), () => {
    assert.match(expect(DONE, first, 'kit', 'list'), /people/);
    expect(WRONG_LINE, first, 'kit', 'install', 'nonsense');
    expect(WRONG_LINE, first, 'kit', 'install');
    expect(DONE, first, 'kit', 'install', 'people');
  });

  const server = await serve(first);
  check(named('a folder is served once'), () => expect(REFUSED, first, 'serve', '--listen', '127.0.0.1:0'));
  check(named('backup while it is served'), () => {
    const [file, bytes] = expect(DONE, first, 'backup', backup).trim().split('\t');
    assert.equal(file, backup);
    assert.equal(Number(bytes), statSync(backup).size);
    assert.equal(statSync(backup).mode & 0o777, 0o600);
    expect(REFUSED, first, 'backup', backup);
  });
  await server.stop();

  check(named('restore refuses what is taken, missing or rubbish'), () => {
    expect(REFUSED, first, 'restore', backup);
    expect(NOT_FOUND, second, 'restore', join(home, 'missing'));
    writeFileSync(join(home, 'rubbish'), 'not a backup at all');
    expect(WRONG_LINE, second, 'restore', join(home, 'rubbish'));
    expect(WRONG_LINE, second, 'restore');
    expect(WRONG_LINE, first, 'backup');
  });
  check(named('restore makes the same workspace'), () => {
    assert.equal(expect(DONE, second, 'restore', backup), `restored\t${second.data}\n`);
    assert.equal(expect(DONE, second, 'doctor'), 'ok\n');
    expect(DONE, second, 'user', 'login', '--email', 'ben@kontor.example');
    expect(REFUSED, second, 'restore', backup);
  });
  const [before, after] = [await count(first, 'interaction'), await count(second, 'interaction')];
  check(named('nothing is missing'), () => assert.ok(before > 100 && before === after, `${before} ${after}`));
  if (engine === 'sqlite') check(named('no backup of nothing'), () => expect(NOT_FOUND, nothing, 'backup', join(home, 'none')));
  check(named('a failed backup leaves no file'), () => assert.equal(existsSync(join(home, 'none')), false));
}

check('a terminal in German reads German', () => {
  const done = spawnSync(PROGRAM, ['demo'], { encoding: 'utf8', env: { ...process.env, LC_ALL: '', LANG: 'de_DE.UTF-8' } });
  assert.equal(done.stderr, 'kontor: Die Option --data fehlt.\n');
});
check('the command line is checked', () => {
  expect(WRONG_LINE, null, 'nonsense');
  expect(WRONG_LINE, null, 'demo');
  const where = { data: join(home, 'x'), env: {} };
  expect(WRONG_LINE, where, 'demo', '--poeple', '3');
  expect(WRONG_LINE, where, 'demo', '--people', 'many');
  expect(WRONG_LINE, where, 'serve', '--listen', 'nowhere');
  expect(WRONG_LINE, where, 'demo', '3');
  expect(WRONG_LINE, where, 'key', 'create', 'anna');
  expect(WRONG_LINE, where, 'doctor', '--database', 'mysql://localhost/kontor');
  assert.equal(kontor(null, '--help').code, DONE);
  assert.equal(kontor(null, 'help').out, kontor(null, '--help').out);
  assert.match(kontor(null, '--version').out, /^\d+\.\d+\.\d+\n$/);
  assert.match(kontor(null, '--help').out, /kontor backup --data DIR FILE/);
  assert.equal(existsSync(where.data), false, 'a wrong line changes nothing');
});
await run('sqlite');
if (cluster) await run('postgresql');
rmSync(home, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
