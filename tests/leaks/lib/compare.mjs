// One reader, two copies of a world that differ only in what is hidden from them: every answer must
// be the same, and no hidden word may come out anywhere.
import { WRITES } from '../routes.mjs';
import { assigns, heads, owns, writes } from './policy.mjs';
import { belongings, changed } from './belongings.mjs';
import { OPERATIONS, Replay, quiet, told } from './replay.mjs';
import { Watch } from './secrets.mjs';
import { Twin } from './twins.mjs';

const ADMINISTRATION = /\/api\/(organisation|users|kits\/|sample|access\/(rules|sets|protection))|[A-Z]+ \/api\/territories\/\{|(POST|PATCH) \/api\/territories/;
const MISSING = '4611686018427387904';

// every: asks only each so manieth of what could be asked; `part` chooses which.
function knowledge(world, principal, twins, { every, part }) {
  const some = (list) => (every === 1 || list.length === 0 ? list : list.filter((_, i) => i % every === part % Math.min(every, list.length)));
  const of = (wanted) => world.records.filter((record) => !record.trashed && wanted(twins[0].mode(record))).map(({ object, id }) => ({ object, id }));
  const hidden = of((mode) => mode === 'none');
  // Some of what is hidden, of every object.
  const sampled = hidden.filter((record, i) => hidden.findIndex(({ object }) => object === record.object) > i - 2);
  const masked = world.records.find((record) => record.object === 'person' && twins[0].mode(record) !== 'read');
  const unseen = world.records.find((record) => record.object === 'company' && twins[0].mode(record) === 'none');
  const masks = twins[0].masked;
  const mine = of((mode) => mode !== 'none');
  const own = new Set(world.records.filter((record) => owns(principal, record)).map(({ id }) => id));
  const words = (list, shape) => list.filter((text) => shape.test(text) && !world.marks.includes(text));
  return {
    some,
    began: world.ends,
    known: new Set([...world.records.map(({ id }) => id), ...Object.values(world.users), ...Object.values(world.units), world.territory]),
    userId: world.users[principal.name],
    someone: world.users.emil,
    writes: writes(principal),
    assigns: assigns(principal),
    views: Boolean(principal.views),
    administers: principal.name === 'max',
    unit: world.units[heads[principal.name] ?? 'north'],
    heads: principal.name in heads && !principal.views,
    mine,
    // Seen, but neither to be taken along nor to be linked.
    seenOnly: mine.filter(({ id }) => !own.has(id)),
    hidden: sampled,
    trashed: world.records.filter((record) => record.trashed).map(({ object, id }) => ({ object, id })),
    missing: ['person', 'company', 'deal'].map((object) => ({ object, id: MISSING })),
    words: [...(masks ? [masks.last] : []), ...words(twins[0].secrets, /^Q/).slice(0, 2), ...words(twins[0].secrets, /^Q/).slice(-1), ...words(twins[1].secrets, /^Q/).slice(-2), 'Qbcdfghjklmn'],
    numbers: [words(twins[0].secrets, /^0221/)[0], words(twins[1].secrets, /^0221/).at(-1), '02219999999'].filter(Boolean),
    titles: masks ? [`${masks.first} ${masks.last}`] : masked ? [`${masked.secrets.first} ${masked.secrets.last}`] : [],
    own,
    mails: masks ? [masks.mail] : [world.records.find((record) => record.object === 'person' && !record.trashed && twins[0].mode(record) === 'none')?.secrets.mail].filter(Boolean),
    names: [unseen?.secrets.name].filter(Boolean),
    called: masks ? [masks.first, masks.last] : ['Eva', words(twins[0].secrets, /^Q/)[0] ?? 'Eva'],
    foreignCursor: world.foreignCursor,
    foreignView: world.foreignView,
    foreignKey: world.foreignKey,
    foreignSession: world.foreignSession,
    foreignShare: world.foreignShare,
    lastEvent: world.lastEvent,
    foreignChanges: world.foreignChanges,
    foreignJobs: world.foreignJobs,
    foreignImports: world.foreignImports,
  };
}

// Other programs and settings: { program, env }. Stops at the first fault when `first`.
export async function compare(world, principal, { seed = 1, every = 1, part = 0, operations = OPERATIONS, serve = {}, first = false } = {}) {
  const places = [0, 1].map(() => world.place.copy());
  const servers = await Promise.all(places.map((place) => place.serve(serve)));
  const faults = [];
  let asked = 0;
  try {
    const twins = [0, 1].map((side) => new Twin(world, principal, side, seed));
    const clients = await Promise.all(servers.map(({ url }) => world.client(url, principal)));
    const streams = await Promise.all(clients.map((client) => client.events()));
    await Promise.all(twins.map((twin, side) => twin.alter(servers[side].url)));
    faults.push(...(await estranged(twins[0], clients[0])));
    const before = await Promise.all(twins.map((twin) => belongings(twin, principal)));
    const replays = [0, 1].map((side) => new Replay(clients[side], knowledge(world, principal, twins, { every, part })));
    await Promise.all(replays.map((replay) => replay.run(described(world.description, operations))));
    await listen(streams, replays, servers, principal);
    asked = replays[0].answers.length;
    differences(replays, faults);
    for (const check of [reached, meddled, overstepped, introduced]) faults.push(...check(replays[0]));
    if (!replays[0].g.administers) faults.push(...trespasses(replays[0]));
    for (const side of [0, 1]) {
      faults.push(...changed(before[side], await belongings(twins[side], principal)));
      taken(twins[side], replays[side], principal, faults);
      secrets(twins[side], replays[side], faults);
      const found = new Watch(twins[side].secrets).find(servers[side].log());
      if (found) faults.push({ name: 'the log', what: `shows ${found}` });
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    for (const place of places) place.remove();
  }
  return { asked, faults: first ? faults.slice(0, 1) : faults };
}

const described = ({ paths }, operations) => Object.fromEntries(Object.entries(operations).filter(([name]) => paths[name.split(' ')[1]]?.[name.split(' ')[0].toLowerCase()]));

// A stream ends with the session. Everything committed before has been told by then.
async function listen(streams, replays, servers, principal) {
  for (const side of [0, 1]) {
    const stream = streams[side];
    if (stream.status === 200 && principal.key) await quiet(stream);
    for (let i = 0; i < 300 && stream.status === 200 && !principal.key && !stream.ended(); i++) await new Promise((done) => setTimeout(done, 10));
    stream.close();
    replays[side].keep('GET /api/events', 'GET /api/events', stream.status, stream.headers, told(stream.text()).join('\n\n'));
  }
}

// What the reader should see is seen, or nothing is shown here: with masks where there should be some.
async function estranged(twin, client) {
  const faults = [];
  for (const record of twin.world.records) {
    const how = record.trashed ? 'none' : twin.mode(record);
    const { status, body } = await client.send('GET', `/api/objects/${record.object}/records/${record.id}`);
    const masks = record.object === 'person' && status === 200 ? body.includes('"masked"') : how === 'mask';
    if ((status === 200) !== (how !== 'none') || masks !== (how === 'mask'))
      faults.push({ name: 'what is seen', what: `${record.object} ${record.id} of ${record.owner} should be seen: ${how}, answers ${status}` });
  }
  return faults;
}

// What is hidden, or somebody else's, is not there.
function reached({ answers, g }) {
  const others = [...g.hidden.map(({ id }) => id), ...g.foreignJobs, ...g.foreignImports, g.foreignChanges[0], g.foreignView, g.foreignKey, g.foreignSession].filter((id) => id !== MISSING);
  return answers
    .filter(({ asked, status }) => (status < 300 || status === 409) && (others.some((id) => asked.split(' ')[1].split(/[/?=&]/).includes(String(id))) || asked.includes(g.foreignCursor)))
    .filter(({ asked }) => !(g.administers && asked.includes('/access/who')))
    .map(({ name, asked, status }) => ({ name, what: `${asked.slice(0, 200)} answers ${status}` }));
}

// What is not one's own is not changed; only heads may give it to others.
function meddled({ answers, g }) {
  return answers
    .filter(({ asked, status }) => status < 300 && /^(PATCH|DELETE|POST) \/api\/objects\/\w+\/records\/\d+(\/restore)? /.test(asked))
    .filter(({ asked }) => g.known.has(asked.match(/\d{17,}/)?.[0]) && !g.own.has(asked.match(/\d{17,}/)[0]) && !asked.includes('{"fields":{"owner"'))
    .map(({ name, asked, status }) => ({ name, what: `${asked.slice(0, 200)} answers ${status}` }));
}

// Who only reads changes nothing. Records are linked, given away and hidden from superiors only by
// whom the rules allow it.
function overstepped({ answers, g }) {
  const links = ({ asked, name }) => /^POST .*records$/.test(name) && g.seenOnly.some(({ id }) => asked.includes(`":"${id}"`));
  const gives = ({ asked }) => /^PATCH .*\{"fields":\{"owner"/.test(asked) && !g.assigns && g.someone !== g.userId && asked.includes(`"owner":"${g.someone}"`);
  const hides = ({ asked }) => /^PATCH .*\{"fields":\{"confidential":true/.test(asked) && g.heads;
  const changes = ({ name, asked }) => !g.writes && name in WRITES && asked.startsWith(name.split(' ')[0]) && !/\/query /.test(asked) && !/ \/api\/(session|access\/viewing|access\/rules\/read)/.test(name);
  return answers
    .filter((answer) => answer.status < 300 && (links(answer) || gives(answer) || hides(answer) || changes(answer)))
    .map(({ name, asked, status }) => ({ name, what: `${asked.slice(0, 200)} answers ${status}` }));
}

// One is told who one is.
function introduced({ answers, g }) {
  return answers
    .filter(({ asked, status, raw }) => asked === 'GET /api/session ' && status === 200 && !raw.includes(`"id":"${g.userId}"`))
    .map(({ name }) => ({ name, what: 'somebody else is logged in' }));
}

// Of what is only seen nothing is taken along in a file.
function taken(twin, replay, principal, faults) {
  const kept = twin.world.records.filter((record) => twin.mode(record) !== 'none' && !owns(principal, record) && record.object !== 'person');
  const watch = new Watch(kept.map(({ secrets }) => secrets.notes));
  for (const { name, asked, raw } of replay.answers) {
    const found = name.endsWith('/export') && watch.find(raw);
    if (found) faults.push({ name, what: `${asked.slice(0, 200)} takes ${found} along` });
  }
}

// What is for administrators alone must not be done for others, even where it tells nothing.
function trespasses({ answers, g }) {
  return answers
    .filter(({ name, status, asked }) => ADMINISTRATION.test(name) && status < 300 && !(g.heads && asked.includes('unit')))
    .map(({ name, asked, status }) => ({ name, what: `${asked.slice(0, 200)} answers ${status}` }));
}

function differences([one, other], faults) {
  const length = Math.max(one.answers.length, other.answers.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [one.answers[i], other.answers[i]];
    if (a?.plain === b?.plain) continue;
    let at = 0;
    while (a && b && a.plain[at] === b.plain[at]) at++;
    const piece = (answer) => answer?.plain.slice(Math.max(0, at - 120), at + 120) ?? 'nothing';
    faults.push({ name: a?.name ?? b.name, what: `${a?.asked.slice(0, 300)}\n    ${piece(a)}\n    ${piece(b)}` });
  }
}

// Words the reader sent himself may come back to him.
function secrets(twin, replay, faults) {
  const sent = replay.g.words.concat(replay.g.names, replay.g.mails, replay.g.numbers, replay.g.called, replay.g.titles.flatMap((title) => title.split(' ')));
  const watch = new Watch(twin.secrets.filter((secret) => !sent.includes(secret)));
  for (const { name, asked, raw } of replay.answers) {
    const found = watch.find(raw);
    if (found) faults.push({ name, what: `${asked.slice(0, 200)} shows ${found}` });
    const id = twin.ids.find((hidden) => raw.includes(hidden) && !asked.includes(hidden));
    if (id) faults.push({ name, what: `${asked.slice(0, 200)} tells of ${id}` });
  }
}

