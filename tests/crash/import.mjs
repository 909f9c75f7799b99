// kill -9 in the middle of an import, again and again; going on brings every row exactly once.
// node tests/crash/import.mjs PROGRAM [ROWS] [SEED]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, rows = '6000', seed = '1'] = process.argv.slice(2);
const count = Number(rows);
const data = mkdtempSync(join(tmpdir(), 'kontor-import-crash-'));
const rehearsal = mkdtempSync(join(tmpdir(), 'kontor-import-whole-'));

let state = Number(seed) >>> 0;
function dice(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % below;
}

// Ends by itself, or after so many milliseconds by force.
function kontor(args, killAfter, folder = data) {
  return new Promise((done, failed) => {
    const child = spawn(program, [...args, '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', failed);
    const timer = killAfter === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL' && code !== 0) failed(new Error(`${args.join(' ')}: ${errors}`));
      else done({ output, killed: signal === 'SIGKILL' });
    });
  });
}

async function exported(object, fields) {
  const file = join(data, `${object}.csv`);
  await kontor(['export', '--object', object, '--fields', fields, '--language', 'en', file]);
  return readFileSync(file, 'utf8').trim().split('\r\n').slice(1);
}

// How long this machine takes for the whole file, so that a kill lands in the middle of it on any machine.
async function wholeImport(file) {
  await kontor(['kit', 'install', 'people', 'companies'], undefined, rehearsal);
  const begin = performance.now();
  await kontor(['import', '--object', 'person', file], undefined, rehearsal);
  return performance.now() - begin;
}

async function main() {
  await kontor(['kit', 'install', 'people', 'companies']);
  const before = new Set(await exported('person', 'last_name,company'));
  const file = join(data, 'people.csv');
  let csv = 'First name;Last name;Email;Company\n';
  for (let i = 0; i < count; i++) csv += `V${i};N${i};p${i}@example.com;Company ${i % 97}\n`;
  writeFileSync(file, csv);

  const whole = await wholeImport(file);
  const middle = () => whole * (0.3 + dice(600) / 1000);

  let kills = 0;
  let { killed } = await kontor(['import', '--object', 'person', file], middle());
  kills += killed ? 1 : 0;
  let id = '';
  for (let attempt = 0; attempt < 2000; attempt++) {
    const { output } = await kontor(['import', 'list']);
    const lines = output.trim().split('\n').filter(Boolean).map((line) => line.split('\t'));
    if (lines.length === 0) {
      // It was killed before anything was known of it: begin again.
      ({ killed } = await kontor(['import', '--object', 'person', file], middle()));
      kills += killed ? 1 : 0;
      continue;
    }
    id = lines[0][0];
    if (lines[0][1] === 'done') break;
    ({ killed } = await kontor(['import', 'continue', id], middle()));
    kills += killed ? 1 : 0;
  }
  const people = await exported('person', 'last_name,company');
  const companies = await exported('company', 'name');
  const expected = new Set();
  for (let i = 0; i < count; i++) expected.add(`N${i},Company ${i % 97}`);
  const wrong = people.filter((line) => !expected.has(line)).length;
  const exact = people.length === count + before.size && new Set(people).size === count && wrong === 0 && companies.length === 97;
  await kontor(['doctor']);
  await kontor(['import', 'undo', id]);
  const left = (await exported('person', 'last_name')).length + (await exported('company', 'name')).length;
  const kept = exact && left === 0 && kills > 0;
  console.log(`import: ${kills} kills, ${people.length} of ${count} people, ${companies.length} of 97 companies, ${left} left after taking it back, seed ${seed}: ${kept ? 'exactly once' : 'MISSED'}`);
  return kept ? 0 : 1;
}

const code = await main().finally(() => {
  for (const folder of [data, rehearsal]) rmSync(folder, { recursive: true, force: true });
});
process.exit(code);
