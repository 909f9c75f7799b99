// One reader, two copies of a world that differ only in what is hidden from them: every answer must
// be the same, and no hidden word may come out anywhere.
import { OPERATIONS, Replay, told } from './replay.mjs';
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
  const words = (list, shape) => list.filter((text) => shape.test(text) && !world.marks.includes(text));
  return {
    some,
    began: world.ends,
    known: new Set([...world.records.map(({ id }) => id), ...Object.values(world.users), ...Object.values(world.units), world.territory]),
    userId: world.users[principal.name],
    someone: world.users.emil,
    assigns: ['clara', 'gert', 'helga'].includes(principal.name),
    administers: principal.name === 'max',
    mine: of((mode) => mode !== 'none'),
    hidden: sampled,
    trashed: world.records.filter((record) => record.trashed).map(({ object, id }) => ({ object, id })),
    missing: ['person', 'company', 'deal'].map((object) => ({ object, id: MISSING })),
    words: [...(twins[0].masked ? [twins[0].masked] : []), ...words(twins[0].secrets, /^Q/).slice(0, 2), ...words(twins[0].secrets, /^Q/).slice(-1), ...words(twins[1].secrets, /^Q/).slice(-2), 'Qbcdfghjklmn'],
    numbers: [words(twins[0].secrets, /^0221/)[0], words(twins[1].secrets, /^0221/).at(-1), '02219999999'].filter(Boolean),
    titles: masked ? [`${masked.secrets.first} ${masked.secrets.last}`] : [],
    own: new Set(world.records.filter(({ owner }) => owner === principal.name).map(({ id }) => id)),
    mails: [world.records.find((record) => record.object === 'person' && !record.trashed && twins[0].mode(record) === 'none')?.secrets.mail].filter(Boolean),
    names: [unseen?.secrets.name].filter(Boolean),
    foreignCursor: world.foreignCursor,
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
    const clients = servers.map(({ url }) => world.client(url, principal));
    const streams = await Promise.all(clients.map((client) => client.events()));
    await Promise.all(twins.map((twin, side) => twin.alter(servers[side].url)));
    const replays = [0, 1].map((side) => new Replay(clients[side], knowledge(world, principal, twins, { every, part })));
    await Promise.all(replays.map((replay) => replay.run(described(world.description, operations))));
    await listen(streams, replays, servers, principal);
    asked = replays[0].answers.length;
    differences(replays, faults);
    faults.push(...reached(replays[0]), ...meddled(replays[0]));
    if (!replays[0].g.administers) faults.push(...trespasses(replays[0]));
    for (const side of [0, 1]) {
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

async function quiet(stream) {
  for (let before = -1; before !== stream.text().length; ) {
    before = stream.text().length;
    await new Promise((done) => setTimeout(done, 400));
  }
}

// What is hidden, or somebody else's, is not there.
function reached({ answers, g }) {
  const others = [...g.hidden.map(({ id }) => id), ...g.foreignJobs, ...g.foreignImports, g.foreignChanges[0]].filter((id) => id !== MISSING);
  return answers
    .filter(({ asked, status }) => (status < 300 || status === 409) && others.some((id) => asked.split(' ')[1].includes(id)))
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

// What is for administrators alone must not be done for others, even where it tells nothing.
function trespasses({ answers }) {
  return answers
    .filter(({ name, status }) => ADMINISTRATION.test(name) && status < 300)
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
  const sent = replay.g.words.concat(replay.g.names, replay.g.mails, replay.g.numbers, replay.g.titles.flatMap((title) => title.split(' ')));
  const watch = new Watch(twin.secrets.filter((secret) => !sent.includes(secret)));
  for (const { name, asked, raw } of replay.answers) {
    const found = watch.find(raw);
    if (found) faults.push({ name, what: `${asked.slice(0, 200)} shows ${found}` });
    const id = twin.ids.find((hidden) => raw.includes(hidden) && !asked.includes(hidden));
    if (id) faults.push({ name, what: `${asked.slice(0, 200)} tells of ${id}` });
  }
}

