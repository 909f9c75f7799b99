// The server's API for tests: what a browser did is checked here, and what it needs is made here.
export class Api {
  constructor(url, key) {
    this.url = url;
    this.key = key;
  }

  async send(method, path, body) {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async create(object, fields) {
    return (await this.send('POST', `/objects/${object}/records`, { fields })).record;
  }

  async record(object, id) {
    return (await this.send('GET', `/objects/${object}/records/${id}`)).record;
  }

  async change(object, id, fields) {
    return (await this.send('PATCH', `/objects/${object}/records/${id}`, { fields })).record;
  }

  async query(object, filter, more = {}) {
    return (await this.send('POST', `/objects/${object}/query`, { filter, limit: 200, ...more })).records;
  }

  async object(name) {
    const { objects } = await this.send('GET', '/objects');
    return objects.find((object) => object.name === name);
  }
}
