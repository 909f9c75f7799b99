// Where workspaces live while they are tested: a folder each, and on PostgreSQL a database of their
// own. A place can be copied as often as wanted while nothing serves it: the copies hold the same
// ids, times and secrets.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
export const PROGRAM = process.env.KONTOR_PROGRAM ?? join(ROOT, 'build/dev/bin/kontor');

const home = mkdtempSync(join(tmpdir(), 'kontor-leaks-'));
const cluster = process.env.KONTOR_TEST_PG;
const running = new Set();
let made = 0;

export const engines = () => (cluster ? ['sqlite', 'postgresql'] : ['sqlite']);

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function postgres(program, ...args) {
  const words = Object.fromEntries(cluster.split(' ').map((word) => word.split('=')));
  const env = { ...process.env, PGHOST: words.host, PGPORT: words.port, PGUSER: words.user };
  const done = spawnSync(program, args, { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
}

export class Place {
  constructor(engine, from = null) {
    this.engine = engine;
    this.data = join(home, `place${++made}`);
    this.database = null;
    if (from) cpSync(from.data, this.data, { recursive: true });
    if (engine !== 'postgresql') return;
    this.database = `kontor_leaks_${process.pid}_${made}`;
    postgres('createdb', this.database, ...(from ? ['--template', from.database] : []));
  }

  copy() {
    return new Place(this.engine, this);
  }

  env(more = {}) {
    const database = this.database && { KONTOR_DATABASE: cluster.replace(/dbname=\S+/, `dbname=${this.database}`) };
    return { ...process.env, ...database, ...more };
  }

  run(...args) {
    const done = spawnSync(PROGRAM, [...args, '--data', this.data], { encoding: 'utf8', env: this.env() });
    if (done.status !== 0) throw new Error(`kontor ${args.join(' ')}: ${done.stderr}`);
    return done.stdout.trim();
  }

  // Puts the time on: only while nothing serves it.
  sql(text) {
    if (this.database) return postgres('psql', '-q', '-c', text, this.database);
    const done = spawnSync('sqlite3', [join(this.data, 'kontor.db'), text], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
  }

  // program: another build of the server; env: what it reads besides.
  async serve({ program = PROGRAM, env = {} } = {}) {
    const child = spawn(program, ['serve', '--data', this.data, '--listen', '127.0.0.1:0'], { env: this.env(env), stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let log = '', said = '';
    child.stderr.on('data', (text) => (log += text));
    const url = await new Promise((done, failed) => {
      child.stdout.on('data', (text) => {
        said += text;
        if (said.includes('\n')) done(said.split('\n')[0]);
      });
      child.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${log}`)));
    });
    const stop = () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.on('exit', () => (running.delete(child), done()));
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 4_000).unref();
      });
    return { url, log: () => log, pid: child.pid, stop };
  }

  remove() {
    rmSync(this.data, { recursive: true, force: true });
    if (this.database) postgres('dropdb', '--force', this.database);
  }
}
