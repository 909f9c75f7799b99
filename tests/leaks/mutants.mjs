// Shows that the leak test would notice: the check of each single surface is switched off in turn
// (plants/plants.cpp), and each time the comparison of twins, or a hidden word, must say so.
//
//   node tests/leaks/mutants.mjs [--all] [--some N] [--only WHAT,...] [--seed S]
//
// --all: MORE of surfaces.mjs too. --some: only each Nth surface.
import { join } from 'node:path';
import { compare } from './lib/compare.mjs';
import { PROGRAM } from './lib/place.mjs';
import { PRINCIPALS } from './lib/policy.mjs';
import { OPERATIONS } from './lib/replay.mjs';
import { World } from './lib/world.mjs';
import { MORE, PUBLIC, SURFACES } from './surfaces.mjs';

const option = (name) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : null);
const planted = join(PROGRAM, '../kontor_planted');

// What is asked is drawn by lot: one round may pass by the few questions that tell.
const ROUNDS = 4;
const step = Number(option('some') ?? 1), seed = Number(option('seed') ?? 1);
const all = process.argv.includes('--all') ? [...SURFACES, ...MORE] : SURFACES;
const chosen = all.filter(({ what }, i) => i % step === seed % step && (!option('only') || option('only').split(',').includes(what)));
const world = await World.make('sqlite', seed);
let caught = 0, missed = 0;
function judge(noticed, name) {
  noticed ? caught++ : missed++;
  if (!noticed) console.log(`FAILED ${name}`);
}

for (const [i, { what, where = '', who, asked }] of chosen.entries()) {
  const principal = PRINCIPALS.find(({ kind }) => kind === who);
  const operations = Object.fromEntries([...asked, 'DELETE /api/session'].map((name) => [name, OPERATIONS[name]]));
  const env = { KONTOR_PLANTED_LEAK: where ? `${what}@${where}` : what, KONTOR_PLANTED_KEEPER: world.users.keeper };
  let noticed = false;
  for (let round = 0; round < ROUNDS && !noticed; round++) {
    const { faults } = await compare(world, principal, { seed: seed + i + round * all.length, operations, serve: { program: planted, env } });
    noticed = faults.length > 0;
  }
  judge(noticed, `${what} ${where}: nobody notices`);
}
// A route that nobody switches off is a public one, and says why.
if (process.argv.includes('--all') && !option('only')) {
  const doors = new Set(all.filter(({ what }) => what === 'door').map(({ where }) => where));
  for (const name of Object.keys(OPERATIONS)) if (!doors.has(name) && !PUBLIC[name]) judge(false, `${name} is never switched off`);
}
world.place.remove();
console.log(`seed ${seed}, SQLite: ${caught} of ${caught + missed} surfaces switched off were noticed`);
console.log(`${caught} passed, ${missed} failed`);
process.exit(missed ? 1 : 0);
