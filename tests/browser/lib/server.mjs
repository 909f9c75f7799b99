// Starts the real server on a workspace of its own and ends it with the test.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const PROGRAM = process.env.KONTOR_PROGRAM ?? join(ROOT, 'build/dev/bin/kontor');

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

function run(args) {
  return new Promise((done, failed) => {
    const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', failed);
    child.on('exit', (code) => (code === 0 ? done(output) : failed(new Error(`${args[0]}: ${errors}`))));
  });
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the server does not answer');
}

// demo: with the demo workspace; otherwise empty, waiting for its first user.
export async function startServer({ demo = true, people } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'kontor-browser-'));
  if (demo) await run(['demo', '--data', data, ...(people ? ['--people', String(people)] : [])]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(PROGRAM, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let output = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  child.stdout.on('data', (chunk) => (output += chunk));
  process.on('exit', () => child.kill('SIGKILL'));
  await answers(url, child);
  return {
    url,
    data,
    run: (...args) => run([args[0], ...args.slice(1), '--data', data]),
    log: () => log,
    output: () => output,
    async loginLink() {
      return (await run(['user', 'login', '--data', data, '--url', url])).trim().split('\n').at(-1);
    },
    async key() {
      return (await run(['key', 'create', '--data', data])).trim().split('\n').at(-1);
    },
    async stop() {
      child.kill('SIGTERM');
      await new Promise((done) => child.on('exit', done));
      rmSync(data, { recursive: true, force: true });
    },
  };
}
