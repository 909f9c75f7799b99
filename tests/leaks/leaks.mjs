// Shows that what is hidden from somebody makes no difference to any answer the real server gives
// them, on any route, and that no hidden word comes out anywhere.
//
//   node tests/leaks/leaks.mjs [--quick] [--seed S] [--only KIND] [--engine E]
//
// PostgreSQL too, under tools/postgres run. --quick: a part of the questions, another one for each
// kind of reader.
import { compare } from './lib/compare.mjs';
import { engines } from './lib/place.mjs';
import { PRINCIPALS } from './lib/policy.mjs';
import { uncovered } from './lib/replay.mjs';
import { World } from './lib/world.mjs';

const option = (name) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : null);
const quick = process.argv.includes('--quick');
const seed = Number(option('seed') ?? 1);
const SHOWN = 12;

let passed = 0, failed = 0, asked = 0;
const begin = performance.now();

function judge(name, faults) {
  if (faults.length === 0) return void passed++;
  failed++;
  console.log(`FAILED ${name}: ${faults.length} faults`);
  // One of each operation.
  const shown = faults.filter((fault, i) => faults.findIndex(({ name: other }) => other === fault.name) === i);
  for (const { name: where, what } of shown.slice(0, SHOWN)) console.log(`  ${where}: ${what}`);
}

// On PostgreSQL the quick run asks a few of the readers.
const readers = (engine) => PRINCIPALS.filter((principal, i) => (option('only') ? principal.kind === option('only') : !quick || engine === 'sqlite' || i % 5 === 1));

for (const engine of engines().filter((engine) => !option('engine') || engine === option('engine'))) {
  const world = await World.make(engine, seed);
  judge(`${engine}: every operation has a generator`, uncovered(world.description).map((what) => ({ name: 'operations', what })));
  for (const [i, principal] of readers(engine).entries()) {
    const result = await compare(world, principal, { seed: seed + i, every: quick ? 8 : 1, part: i });
    asked += result.asked;
    judge(`${engine}: ${principal.kind}`, result.faults);
  }
  world.place.remove();
}
console.log(`${asked} questions asked of both twins in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
