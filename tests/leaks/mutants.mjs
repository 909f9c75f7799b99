// Shows that the leak test would notice: the check of each single surface is switched off in turn
// (plants/plants.cpp), and each time the comparison of twins, or a hidden word, must say so.
//
//   node tests/leaks/mutants.mjs [--some N] [--only WHAT,...] [--seed S]
//
// --some: only each Nth surface.
import { join } from 'node:path';
import { compare } from './lib/compare.mjs';
import { PROGRAM } from './lib/place.mjs';
import { PRINCIPALS } from './lib/policy.mjs';
import { OPERATIONS } from './lib/replay.mjs';
import { World } from './lib/world.mjs';

const option = (name) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : null);
const planted = join(PROGRAM, '../kontor_planted');

const QUERY = 'POST /api/objects/{object}/query', COUNT = 'POST /api/objects/{object}/count', BOARD = 'POST /api/objects/{object}/board';
const TRASH = 'POST /api/objects/{object}/trash', EXPORT = 'POST /api/objects/{object}/export', RECORD = 'GET /api/objects/{object}/records/{id}';
const TIMELINE = `${RECORD}/timeline`, RELATED = `${RECORD}/related/{field}`, SEARCH = 'GET /api/search', PICK = 'GET /api/pick/{object}';
const CREATE = 'POST /api/objects/{object}/records', PATCH = 'PATCH /api/objects/{object}/records/{id}', DELETE = 'DELETE /api/objects/{object}/records/{id}';
const RESTORE = 'POST /api/objects/{object}/records/{id}/restore', BULK = 'POST /api/objects/{object}/bulk', DUPLICATES = 'POST /api/objects/{object}/duplicates';
const UNDO = 'POST /api/changes/{change}/undo', SHARES = '/api/access/shares', EVENTS = 'GET /api/events';
const CHECK = 'POST /api/imports/{id}/check', RUN = 'POST /api/imports/{id}/run';

// [what is off, where, who would notice, what is asked]; `where` alone is asked unless said otherwise.
const door = (where, who = 'colleague', asked = [where]) => ['door', where, who, asked];
const SURFACES = [
  ...[QUERY, COUNT, BOARD, TRASH, EXPORT, RECORD, TIMELINE, RELATED, SEARCH, PICK, DUPLICATES].map((where) => door(where)),
  ...[CREATE, PATCH, DELETE, RESTORE, BULK, UNDO].map((where) => door(where)),
  ...['GET /api/changes', 'GET /api/jobs', 'GET /api/jobs/{id}', 'DELETE /api/jobs/{id}', 'GET /api/imports', 'GET /api/imports/{id}', 'GET /api/imports/{id}/problems.csv', 'PATCH /api/imports/{id}', CHECK, RUN].map((where) => door(where)),
  ...['GET /api/access/explain', 'GET /api/access/who', `GET ${SHARES}`, `POST ${SHARES}`, 'GET /api/access/rules', 'GET /api/organisation/log', 'GET /api/organisation'].map((where) => door(where)),
  ...['GET /api/keys', 'GET /api/sessions', 'GET /api/users', 'POST /api/users', 'DELETE /api/sample'].map((where) => door(where)),
  door(EVENTS, 'colleague', []),
  ...[QUERY, COUNT, BOARD, EXPORT, RECORD, TIMELINE, RELATED, SEARCH, PICK].map((where) => ['rows', where, 'colleague']),
  ['trash', TRASH, 'colleague'],
  ...[QUERY, COUNT, BOARD].map((where) => ['fields', where, 'supervisor']),
  ...[QUERY, BOARD, RECORD, RELATED, TIMELINE].map((where) => ['mask', where, 'supervisor']),
  ...[QUERY, BOARD, EXPORT, RECORD, RELATED, TIMELINE, TRASH].map((where) => ['modes', where, 'supervisor']),
  ['found in hidden texts', SEARCH, 'supervisor'],
  ['duplicates', DUPLICATES, 'colleague'],
  // Writing happens on a thread of its own: everywhere at once.
  ...[CREATE, PATCH].map((where) => ['seen by a writer', '', 'colleague', [where]]),
  ['changed by a writer', '', 'territory holder', [DELETE]],
  ['fields of a writer', '', 'owner', [PATCH, RECORD]],
  ['links of an import', '', 'colleague', [CHECK]],
  ['explained', `GET ${SHARES}`, 'colleague'],
  ['explained', '', 'territory holder', [`POST ${SHARES}`]],
  ...['GET /api/organisation', 'GET /api/organisation/log', 'POST /api/organisation/teams', 'PATCH /api/territories/distribution', 'POST /api/users', 'DELETE /api/sample', 'POST /api/kits/{name}'].map((where) => ['administrator', where, 'colleague']),
];

const ROUNDS = 5;
const step = Number(option('some') ?? 1), seed = Number(option('seed') ?? 1);
const chosen = SURFACES.filter(([what], i) => i % step === seed % step && (!option('only') || option('only').split(',').includes(what)));
const world = await World.make('sqlite', seed);
let caught = 0, missed = 0;
for (const [i, [what, where, who, asked = [where]]] of chosen.entries()) {
  const principal = PRINCIPALS.find(({ kind }) => kind === who);
  const operations = Object.fromEntries([...asked, 'DELETE /api/session'].map((name) => [name, OPERATIONS[name]]));
  const env = { KONTOR_PLANTED_LEAK: where ? `${what}@${where}` : what, KONTOR_PLANTED_KEEPER: world.users.keeper };
  // What is asked is drawn by lot: one round may pass by the few questions that tell.
  let noticed = false;
  for (let round = 0; round < ROUNDS && !noticed; round++) {
    const { faults } = await compare(world, principal, { seed: seed + i + round * SURFACES.length, operations, serve: { program: planted, env } });
    noticed = faults.length > 0;
  }
  noticed ? caught++ : missed++;
  if (!noticed) console.log(`FAILED ${what} ${where}: nobody notices`);
}
world.place.remove();
console.log(`${caught} of ${chosen.length} surfaces switched off were noticed`);
console.log(`${caught} passed, ${missed} failed`);
process.exit(missed ? 1 : 0);
