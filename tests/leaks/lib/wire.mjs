// Requests as somebody, with everything that comes back: status, headers, bytes.
import { Agent, request } from 'node:http';

const agents = new Map();
const agentOf = (url) => agents.get(url) ?? agents.set(url, new Agent({ keepAlive: true, maxSockets: 4 })).get(url);

export class Client {
  // who: { key } or { cookie }; neither: nobody.
  constructor(url, who = {}) {
    this.url = url;
    this.headers = { 'Accept-Language': 'de' };
    if (who.key) this.headers.Authorization = `Bearer ${who.key}`;
    if (who.cookie) Object.assign(this.headers, { Cookie: who.cookie, 'X-Kontor-CSRF': '1', Origin: url });
  }

  // body: an object is sent as JSON, text and bytes as they are.
  send(method, path, body, headers = {}) {
    const plain = typeof body === 'string' || Buffer.isBuffer(body);
    const bytes = body === undefined || plain ? body : JSON.stringify(body);
    const type = plain ? 'application/octet-stream' : 'application/json';
    const all = { ...this.headers, ...(bytes === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(bytes) }), ...headers };
    return new Promise((done, failed) => {
      const sent = request(this.url + path, { method, headers: all, agent: agentOf(this.url), timeout: 30_000 }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', failed);
        answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on('error', failed);
      sent.end(bytes);
    });
  }

  // The JSON of an answer that must be good.
  async ask(method, path, body) {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return answer.body.length ? JSON.parse(answer.body) : null;
  }

  // New rules, confirmed with what their preview says.
  async rules(text) {
    const { confirm } = await this.ask('POST', '/api/access/preview', { text });
    return this.ask('PUT', '/api/access/rules', { text, confirm });
  }

  async job(id) {
    for (;;) {
      const { job } = await this.ask('GET', `/api/jobs/${id}`);
      if (!['waiting', 'running'].includes(job.state)) return job;
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  // A live stream; `text()` is what has come so far.
  events(headers = {}) {
    return new Promise((done, failed) => {
      const sent = request(`${this.url}/api/events`, { headers: { ...this.headers, ...headers }, agent: false }, (answer) => {
        let text = '', ended = false;
        answer.on('data', (part) => (text += part));
        answer.on('close', () => (ended = true));
        answer.on('error', () => (ended = true));
        done({ status: answer.statusCode, headers: answer.headers, text: () => text, ended: () => ended, close: () => sent.destroy() });
      });
      sent.on('error', failed);
      sent.end();
    });
  }
}

// Logs in with a link; the cookie.
export async function logIn(url, link, agent = 'a test') {
  const token = new URL(link, url).searchParams.get('token');
  const nobody = new Client(url);
  const answer = await nobody.send('POST', '/api/session', { login_token: token }, { 'X-Kontor-CSRF': '1', Origin: url, 'User-Agent': agent });
  if (answer.status !== 200) throw new Error(`no login: ${answer.status} ${answer.body}`);
  return answer.headers['set-cookie'][0].split(';')[0];
}
