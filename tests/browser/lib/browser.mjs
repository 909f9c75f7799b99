// A real Chromium, and the two screens every test looks at: desktop and phone.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const require = createRequire(resolve(import.meta.dirname, '../../../web/package.json'));
const { chromium } = require('playwright-core');

const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export async function launch() {
  const executablePath = PROGRAMS.find(existsSync);
  if (!executablePath) throw new Error('chromium-headless-shell is missing: tools/install tests');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-extensions', '--lang=de-DE',
    ],
  });
}

// KONTOR_CLIENT=web/dist: the client as it was built last, without building the server around it.
function clientFile(path) {
  const file = join(process.env.KONTOR_CLIENT, path);
  return existsSync(file) && statSync(file).isFile() ? file : join(process.env.KONTOR_CLIENT, 'index.html');
}

// A page that is logged in. Console errors and failed requests are collected in page.problems.
export async function open(browser, link, { screen = DESKTOP, dark = false, language = 'de' } = {}) {
  const context = await browser.newContext({
    ...screen,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    bypassCSP: false,
  });
  context.setDefaultTimeout(Number(process.env.KONTOR_PATIENCE ?? 60_000));
  if (process.env.KONTOR_CLIENT) await context.route((url) => !/^\/(api|health)/.test(url.pathname), (route) => route.fulfill({ path: clientFile(new URL(route.request().url()).pathname) }));
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  page.on('pageerror', (error) => page.problems.push(String(error)));
  if (link) await page.goto(link, { waitUntil: 'load' });
  return page;
}
