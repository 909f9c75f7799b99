// The surfaces of rights, each with a check that can be switched off by itself, and who would notice
// it when asking what (mutants.mjs). docs/dev/access.md, "How it is proven".
import { READS, WRITES } from './routes.mjs';

const QUERY = 'POST /api/objects/{object}/query', COUNT = 'POST /api/objects/{object}/count', BOARD = 'POST /api/objects/{object}/board';
const TRASH = 'POST /api/objects/{object}/trash', EXPORT = 'POST /api/objects/{object}/export', RECORD = 'GET /api/objects/{object}/records/{id}';
const TIMELINE = `${RECORD}/timeline`, RELATED = `${RECORD}/related/{field}`, SEARCH = 'GET /api/search', PICK = 'GET /api/pick/{object}';
const CREATE = 'POST /api/objects/{object}/records', PATCH = 'PATCH /api/objects/{object}/records/{id}', DELETE = 'DELETE /api/objects/{object}/records/{id}';
const RESTORE = 'POST /api/objects/{object}/records/{id}/restore', BULK = 'POST /api/objects/{object}/bulk', DUPLICATES = 'POST /api/objects/{object}/duplicates';
const UNDO = 'POST /api/changes/{change}/undo', SHARES = '/api/access/shares', EVENTS = 'GET /api/events', APPROVAL = `${RECORD}/approval`;
const CHECK = 'POST /api/imports/{id}/check', RUN = 'POST /api/imports/{id}/run', RULES = 'GET /api/access/rules', PREVIEW = 'POST /api/access/preview';
const EXPLAIN = 'GET /api/access/explain', WHO = 'GET /api/access/who', VIEWING = 'POST /api/access/viewing', OBJECTS = 'GET /api/objects';

// The same for everybody, whoever asks: there is no check to switch off.
export const PUBLIC = {
  'GET /health': 'asked without saying who one is',
  'GET /api/openapi.json': 'asked without saying who one is',
  'POST /api/setup': 'asked without saying who one is',
  'POST /api/session': 'asked without saying who one is',
};

const where = (what, places, who, asked) => places.map((place) => ({ what, where: place, who, asked: asked ?? [place] }));
// Writing happens on threads of its own: there a check is off for all that is asked.
const writing = (what, places, who, also = []) => places.map((place) => ({ what, who, asked: [place, ...also] }));

// Tried at every run of the tests, a part of them each time.
export const SURFACES = [
  ...where('door', [QUERY, COUNT, BOARD, TRASH, EXPORT, RECORD, TIMELINE, RELATED, SEARCH, PICK, DUPLICATES, CREATE, PATCH, DELETE, RESTORE, BULK, UNDO, 'GET /api/changes', 'GET /api/jobs', 'GET /api/imports', EXPLAIN, WHO, `GET ${SHARES}`, RULES, 'GET /api/organisation', 'GET /api/keys', 'GET /api/users'], 'colleague'),
  ...where('rows', [QUERY, COUNT, BOARD, EXPORT, RECORD, TIMELINE, RELATED, SEARCH, PICK], 'colleague'),
  ...where('trash', [TRASH], 'colleague'),
  ...where('fields', [QUERY, COUNT, BOARD], 'supervisor'),
  ...where('mask', [QUERY, BOARD, RECORD, RELATED, TIMELINE], 'supervisor'),
  ...where('modes', [QUERY, BOARD, EXPORT, RECORD, RELATED, TIMELINE, TRASH], 'supervisor'),
];

// Tried with all of those above by make show-leaks.
export const MORE = [
  // Who asks is taken for somebody who may do everything, at this route alone.
  ...where('door', Object.keys({ ...READS, ...WRITES }).filter((name) => !PUBLIC[name]), 'colleague'),
  ...writing('only reads', [PATCH, CREATE, 'POST /api/notices/read', `POST ${SHARES}`, 'POST /api/imports'], 'API key'),
  // Rows.
  ...where('rows', [QUERY, COUNT, BOARD, EXPORT, RECORD, TIMELINE, RELATED, SEARCH, PICK, EXPLAIN, VIEWING], 'colleague'),
  ...where('trash', [TRASH], 'colleague'),
  // Fields.
  ...where('fields', [QUERY, COUNT, BOARD], 'supervisor'),
  ...where('mask', [QUERY, BOARD, RECORD, RELATED, TIMELINE], 'supervisor'),
  ...where('modes', [QUERY, BOARD, EXPORT, RECORD, RELATED, TIMELINE, TRASH], 'supervisor'),
  ...where('titles', [QUERY, SEARCH, TIMELINE], 'supervisor'),
  ...where('found in hidden texts', [SEARCH, PICK, QUERY], 'supervisor'),
  ...where('export', [EXPORT], 'supervisor'),
  ...where('views of others', [OBJECTS], 'colleague'),
  // Live streams.
  ...writing('events', [EVENTS], 'colleague'),
  ...writing('events of rows', [EVENTS], 'supervisor'),
  ...writing('slices', [EVENTS], 'shared with'),
  ...writing('notices of others', [EVENTS], 'colleague'),
  // Notices and approvals.
  ...where('records of notices', ['GET /api/notices'], 'owner'),
  ...where('seen for approval', [APPROVAL], 'colleague'),
  // Writing.
  ...writing('seen by a writer', [CREATE, PATCH, DELETE, RESTORE, BULK, UNDO], 'colleague'),
  ...writing('edited by a writer', [PATCH, BULK], 'territory holder'),
  ...writing('removed by a writer', [DELETE, BULK], 'territory holder'),
  ...writing('linked by a writer', [CREATE], 'territory holder'),
  ...writing('assigned by a writer', [PATCH], 'owner'),
  ...writing('fields of a writer', [PATCH], 'owner', [RECORD]),
  ...writing('fields of a new record', [CREATE], 'owner'),
  ...writing('what records become', [PATCH], 'parent company'),
  ...writing('shown', [CREATE, CHECK, RUN], 'supervisor'),
  ...where('shown', [DUPLICATES], 'supervisor'),
  ...writing('duplicates', [DUPLICATES, CREATE], 'colleague'),
  ...writing('links of an import', [CHECK], 'colleague'),
  ...writing('duplicates of an import', [CHECK], 'supervisor'),
  // Sharing, answers, viewing.
  ...where('explained', [`GET ${SHARES}`], 'colleague'),
  ...writing('explained', [`POST ${SHARES}`], 'territory holder'),
  ...writing('passed on', [`POST ${SHARES}`], 'supervisor'),
  ...where('answers for others', [EXPLAIN, VIEWING], 'colleague'),
  ...writing('viewing', [QUERY], 'viewing as somebody'),
  ...where('ways of the viewer', [QUERY, RECORD], 'viewing as somebody'),
  ...where('ways of the viewed', [QUERY, RECORD], 'viewing as somebody'),
  // Administration.
  ...where('administrator', ['GET /api/organisation', 'GET /api/organisation/log', 'POST /api/organisation/teams', 'PATCH /api/territories/distribution', 'POST /api/users', 'DELETE /api/sample', 'POST /api/kits/{name}', 'GET /api/access/protection', RULES, 'GET /api/access/sets'], 'colleague'),
  ...where('auditor', ['GET /api/access/log'], 'colleague'),
  ...where('writers of rules', [RULES, PREVIEW], 'colleague'),
  ...where('rules of units', [PREVIEW], 'supervisor'),
  ...where('numbers of a preview', [PREVIEW], 'supervisor'),
];
