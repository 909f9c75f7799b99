// All that is not the reader's to change, as the one who may see everything finds it: told before and
// after somebody has tried everything.
import { assigns, owns } from './policy.mjs';
import { Client } from './wire.mjs';

const OBJECTS = ['person', 'company', 'deal', 'interaction', 'task'];
const HOUSE = ['/api/organisation', '/api/users', '/api/territories', '/api/access/rules?language=en', '/api/access/protection', '/api/objects', '/api/kits'];
const KEEPERS = ['/api/session', '/api/sessions', '/api/keys', '/api/imports', '/api/jobs', '/api/notices', '/api/access/viewing'];

// { what: text }
export async function belongings(twin, principal) {
  const { world, url } = twin;
  const session = new Client(url, { cookie: world.cookies.keeper });
  const found = {};
  for (const object of OBJECTS) {
    const hidden = world.records.filter((record) => record.object === object && twin.mode(record) === 'none');
    for (const { id } of hidden) {
      const { status, body } = await twin.keeper.send('GET', `/api/objects/${object}/records/${id}`);
      found[`${object} ${id}`] = status === 200 ? `version ${JSON.parse(body).record.version}` : String(status);
    }
  }
  // Who may share it may also end that.
  const shared = world.records.find((record) => record.shared.length > 0);
  const shares = owns(principal, shared) || (assigns(principal) && twin.mode(shared) !== 'none');
  if (!shares) found.shares = (await twin.keeper.send('GET', `/api/access/shares?object=${shared.object}&id=${shared.id}`)).body.toString();
  for (const path of [...(principal.name === 'max' ? [] : HOUSE), ...KEEPERS]) found[path] = plain((await session.send('GET', path)).body.toString());
  return found;
}

// Looking leaves marks of its own, and everybody may have a view and ask for a job.
function plain(text) {
  return text
    .replace(/"(seen_at|used_at|last_used_at|last_seen|at)":"[^"]*"/g, '')
    .replace(/"catalogue_version":\d+/, '')
    .replace(/"version":\d+/g, '');
}

export function changed(before, after) {
  return Object.keys(before)
    .filter((what) => before[what] !== after[what])
    .map((what) => ({ name: 'belongings', what: `${what} is changed:\n    ${difference(before[what], after[what])}` }));
}

function difference(before, after) {
  let at = 0;
  while (before[at] === after[at]) at++;
  return `${before.slice(Math.max(0, at - 80), at + 80)}\n    ${after.slice(Math.max(0, at - 80), at + 80)}`;
}
