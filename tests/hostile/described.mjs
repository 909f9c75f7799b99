// Is an answer what the API description says of it? Members that it does not name count as wrong too: whoever
// builds a client from the description must know all there is.

export class Description {
  constructor(openapi) {
    this.openapi = openapi;
    this.paths = Object.keys(openapi.paths).map((path) => [path, new RegExp(`^${path.replace(/[.]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`)]);
  }

  // What is wrong with an answer, as "place: reason"; empty when nothing is. Answers without a described
  // content and unknown places are not looked at.
  faults(method, url, status, text) {
    const place = new URL(url, 'http://x').pathname;
    const path = this.paths.filter(([, pattern]) => pattern.test(place)).map(([found]) => found).sort((a, b) => count(a) - count(b))[0];
    const operation = this.openapi.paths[path]?.[method.toLowerCase()];
    if (!operation) return [];
    const response = status >= 400 ? operation.responses.default : Object.values(operation.responses)[0];
    const expected = Object.keys(operation.responses)[0];
    if (status < 400 && status !== 202 && String(status) !== expected) return [`status: ${status} instead of ${expected}`];
    const schema = response.content?.['application/json']?.schema;
    if (!schema) return [];
    try {
      return [...this.#check(schema, JSON.parse(text), '')];
    } catch (error) {
      return [`no JSON: ${error.message}`];
    }
  }

  *#check(schema, value, place) {
    if (schema.$ref) return yield* this.#check(this.openapi.components.schemas[schema.$ref.split('/').at(-1)], value, place);
    if (schema.anyOf) {
      const ways = schema.anyOf.map((one) => [...this.#check(one, value, place)]);
      if (ways.every((faults) => faults.length)) yield* ways[0];
      return;
    }
    if (schema.enum && !schema.enum.includes(value)) yield `${place}: ${JSON.stringify(value)} is none of ${schema.enum}`;
    if (schema.type && !fits(schema.type, value)) return yield `${place}: ${JSON.stringify(value)?.slice(0, 80)} is no ${schema.type}`;
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) yield `${place}: ${value} does not match ${schema.pattern}`;
    if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) yield `${place}: ${value} is no date-time`;
    if (schema.type === 'array') for (const item of value) yield* this.#check(schema.items, item, `${place}[]`);
    if (schema.type === 'object') yield* this.#members(schema, value, place);
  }

  *#members(schema, value, place) {
    for (const name of schema.required) if (!(name in value)) yield `${place}.${name}: missing`;
    for (const [name, member] of Object.entries(value)) {
      const known = schema.properties[name] ?? schema.additionalProperties;
      if (known) yield* this.#check(known, member, `${place}.${name}`);
      else yield `${place}.${name}: not described`;
    }
  }
}

const count = (path) => path.split('{').length;

function fits(type, value) {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
