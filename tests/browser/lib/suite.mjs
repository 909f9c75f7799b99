// Tests in a browser: each gets pages of its own on one server and one browser that all share.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Api } from './api.mjs';
import { launch, open } from './browser.mjs';
import { startServer } from './server.mjs';

const PICTURES = resolve(import.meta.dirname, '../../../build/browser');
const LONGEST_TEST = 3 * Number(process.env.KONTOR_PATIENCE ?? 60_000);

const tests = [];

export function test(name, run) {
  tests.push({ name, run });
}

// Waits until the question is answered with something that counts as yes, and returns it.
export async function until(question, what, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

// The demo workspace on a server, its API, and one login whose cookie every page takes over.
export async function startWorld({ people = 200 } = {}) {
  const [server, browser] = await Promise.all([startServer({ people }), launch()]);
  const api = new Api(server.url, await server.key());
  const first = await open(browser, await server.loginLink());
  await first.waitForURL('**/today');
  const cookies = await first.context().cookies();
  await first.context().close();
  return {
    server, browser, api, cookies,
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

// A page that is logged in, at a path of the client.
export async function visit(world, path, options) {
  const page = await open(world.browser, null, options);
  await page.context().addCookies(world.cookies);
  await page.goto(world.server.url + path, { waitUntil: 'load' });
  return page;
}

async function runTest({ name, run }, world) {
  const pages = [];
  const keep = (page) => (pages.push(page), page);
  const tools = {
    ...world,
    visit: async (path, options) => keep(await visit(world, path, options)),
    open: async (link, options) => keep(await open(world.browser, link, options)),
  };
  const begin = performance.now();
  let timer;
  const tooLong = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`took longer than ${LONGEST_TEST / 1000} s`)), LONGEST_TEST);
  });
  let error = null;
  try {
    await Promise.race([run(tools), tooLong]);
    // A refused request is reported as an error of the console too; refusals are part of some tests.
    const problems = pages.flatMap((page) => page.problems).filter((text) => !text.startsWith('Failed to load resource'));
    assert.deepEqual(problems, []);
  } catch (reason) {
    error = reason;
    mkdirSync(PICTURES, { recursive: true });
    const file = (index) => join(PICTURES, `${name.replace(/\W+/g, '_')}_${index}.png`);
    await Promise.all(pages.map((page, index) => page.screenshot({ path: file(index) }).catch(() => null)));
  }
  clearTimeout(timer);
  await Promise.all(pages.map((page) => page.context().close()));
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${error ? 'FAILED' : 'ok    '} ${name} (${seconds} s)`);
  if (error) console.log(error.stack);
  return error === null;
}

// Runs every registered test, those whose name contains `only` if it is given.
export async function runAll(only = '') {
  const chosen = tests.filter(({ name }) => name.includes(only));
  const world = await startWorld();
  let passed = 0;
  try {
    for (const entry of chosen) passed += (await runTest(entry, world)) ? 1 : 0;
  } finally {
    await world.stop();
  }
  console.log(`${passed} passed, ${chosen.length - passed} failed`);
  return passed === chosen.length && passed > 0;
}
