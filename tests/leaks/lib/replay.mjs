// Asks everything as one reader and keeps the answers in a form in which two copies of a world can
// be compared: what is new in each (ids, times, sealed texts) is replaced, all else stays.
import { READS, WRITES } from '../routes.mjs';
import { textOf } from './secrets.mjs';

export const OPERATIONS = { ...READS, ...WRITES };

// Differ with each answer, or say nothing of its content.
const IGNORED = new Set(['date', 'server-timing', 'content-length', 'connection', 'keep-alive', 'transfer-encoding']);

export class Replay {
  constructor(client, knows) {
    this.client = client;
    this.g = knows;
    this.answers = []; // { name, asked, status, head, text }
  }

  async run(operations = OPERATIONS) {
    for (const [name, generator] of Object.entries(operations)) {
      const [method] = name.split(' ');
      const steps = generator(this.g);
      for (let step = steps.next(); !step.done; ) step = steps.next(await this.#step(name, method, step.value));
    }
  }

  async #step(name, method, asked) {
    if (asked.resume) return this.#resume(name, asked.resume);
    if (asked.job) return { json: await this.client.job(asked.job).catch(() => null) };
    const [path, body, headers, other] = asked;
    const answer = await this.client.send(other ?? method, encodeURI(path), body, headers);
    const text = textOf(answer.body);
    this.keep(name, `${other ?? method} ${path} ${body === undefined ? '' : Buffer.isBuffer(body) ? '' : JSON.stringify(body)}`, answer.status, answer.headers, text);
    let json = null;
    if ((answer.headers['content-type'] ?? '').includes('json') && text) json = JSON.parse(text);
    return { status: answer.status, headers: answer.headers, json };
  }

  // A live stream that goes on where another one ended.
  async #resume(name, lastEvent) {
    const stream = await this.client.events({ 'Last-Event-ID': lastEvent });
    if (stream.status === 200) await quiet(stream);
    stream.close();
    this.keep(name, `GET /api/events from ${lastEvent}`, stream.status, stream.headers, told(stream.text()).join('\n\n'));
  }

  keep(name, asked, status, headers, text) {
    const head = Object.entries(headers).filter(([key]) => !IGNORED.has(key)).map(([key, value]) => `${key}: ${value}`).join('\n');
    this.answers.push({ name, asked, status, raw: `${head}\n${text}`, plain: this.#plain(`${status}\n${head}\n\n${text}`) });
  }

  #plain(text) {
    const ids = new Map();
    // Ids that were made during the test are numbered as they appear.
    const numbered = (id) => {
      if (this.g.known.has(id)) return id;
      if (!ids.has(id)) ids.set(id, `#${ids.size}`);
      return ids.get(id);
    };
    return text
      .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) => (time > this.g.began ? '<now>' : time))
      // As files write them: 22.11.2026 03:02:06, 11/22/2026 3:02 and the days since 1900 of a sheet.
      .replace(/\b\d\d?[./]\d\d?[./]20\d\d,? \d\d?:\d\d(:\d\d)?/g, '<time>')
      .replace(/\b4[67]\d{3}\.\d{3,}/g, '<time>')
      .replace(/"(next|prev|cursor|confirm)":"([\w-]+)"/g, (_, key, sealed) => `"${key}":"~${sealed.length}"`)
      .replace(/"state":"(waiting|running|done)","progress":\{"done":\d+/g, '"state":"<begun>","progress":{"done":<n>')
      // Whether a job was through already when its beginning was answered: what came of it is asked for later.
      .replace(/(\{"job":\{[^{}]*"state":"<begun>","progress":\{[^{}]*\},"result":)\{.*?\}(,"error":)/g, '$1<later>$2')
      .replace(/\bkontor_[\w-]+/g, '<key>')
      .replace(/token=[\w-]+/g, 'token=~')
      .replace(/kontor_session=[\w-]+/g, '<cookie>')
      .replace(/"e-[\w-]{8}"/g, '"<error>"')
      .replace(/(?<![\w.])\d{17,19}(?![\w.])/g, numbered);
  }
}

// Until nothing more comes.
export async function quiet(stream) {
  for (let before = -1; before !== stream.text().length; ) {
    before = stream.text().length;
    await new Promise((done) => setTimeout(done, 400));
  }
}

// What a live stream has told.
export function told(text) {
  return text.split('\n\n').filter((frame) => /^event:/m.test(frame));
}

// Operations of the description that nobody asks.
export function uncovered(description) {
  const operations = Object.entries(description.paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`));
  return operations.filter((name) => !(name in OPERATIONS)).map((name) => `${name} has no generator`);
}
