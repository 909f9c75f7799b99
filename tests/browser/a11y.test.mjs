// Every screen can be used by everyone: axe-core finds nothing. KONTOR_LOOKS=all judges each screen in all four looks.
// Otherwise each is judged once, on a light desktop or on a dark phone in turns.
import assert from 'node:assert/strict';
import { judge } from './lib/axe.mjs';
import { DESKTOP, PHONE } from './lib/browser.mjs';
import { bringUp, prepareScreens, putDown, screensOf } from './lib/screens.mjs';
import { startServer } from './lib/server.mjs';
import { test, until } from './lib/suite.mjs';

const LOOKS = {
  'desktop, light': { size: 'desktop', screen: DESKTOP },
  'phone, dark': { size: 'phone', screen: PHONE, dark: true },
  'desktop, dark': { size: 'desktop', screen: DESKTOP, dark: true },
  'phone, light': { size: 'phone', screen: PHONE },
};
const all = process.env.KONTOR_LOOKS === 'all';
const chosen = Object.entries(LOOKS).slice(0, all ? 4 : 2);
const AREAS = { lists: /^(table|filter|order|fields|column|view menu|selection|cell)/, boards: /^(board|card|lost)/, records: /^(peek|person|field being|history|relations|postponing|deal|company|record|quick)/, 'import and settings': /^(import|settings|rules|trash|empty)/ };

export const figures = { judged: 0, violations: 0 };

async function collect(page, name, found) {
  figures.judged++;
  const violations = await judge(page);
  figures.violations += violations.length;
  found.push(...violations.map((violation) => `${name}: ${violation}`));
}

// Whether a screen is judged at this size: where it exists; in a quick run at one of both.
function isJudged(screen, index, size) {
  if (screen.only) return screen.only === size;
  return all || (index % 2 === 0) === (size === 'desktop');
}

let prepared;

for (const [look, { size, ...options }] of chosen) {
  const areaOf = (name) => Object.keys(AREAS).find((area) => AREAS[area].test(name)) ?? 'frame and states';
  for (const area of [...Object.keys(AREAS), 'frame and states']) {
    test(`a11y: ${area} (${look})`, async (world) => {
      prepared ??= prepareScreens(world);
      const found = [];
      const page = await world.visit('/today', options);
      for (const [index, screen] of screensOf(await prepared).entries()) {
        if (areaOf(screen.name) !== area || !isJudged(screen, index, size)) continue;
        await bringUp(page, world.server.url, screen).catch((error) => {
          throw new Error(`${screen.name}: ${error.message}`);
        });
        await collect(page, screen.name, found);
        await putDown(page, screen);
      }
      assert.deepEqual(found, [], found.join('\n'));
    });
  }

  test(`a11y: the way in and an empty workspace (${look})`, async ({ open }) => {
    const server = await startServer({ demo: false });
    const found = [];
    try {
      const link = await until(() => /http:\S+\/setup\?token=\S+/.exec(server.output() + server.log())?.[0], 'the server prints its link');
      const page = await open(link, options);
      await page.getByLabel('Passwort', { exact: true }).waitFor();
      await collect(page, 'set-up: account', found);
      await page.getByLabel('Name', { exact: true }).fill('Erika Muster');
      await page.getByLabel('E-Mail', { exact: true }).fill('erika@example.com');
      await page.getByLabel('Passwort', { exact: true }).fill('kurz');
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByText('Das Passwort braucht').waitFor();
      await collect(page, 'set-up: password too short', found);
      await page.getByLabel('Passwort', { exact: true }).fill('ein langes Passwort');
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByLabel(/Beispieldaten mit anlegen/).uncheck();
      await page.getByRole('button', { name: 'Hinzufügen: Personen' }).waitFor();
      await collect(page, 'set-up: kits', found);
      await page.getByRole('button', { name: 'Hinzufügen: Personen' }).click();
      await page.getByText('Eingerichtet', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('link', { name: 'Kontor öffnen' }).waitFor();
      await collect(page, 'set-up: done', found);
      for (const [path, text] of [['/today', 'Starter-Pakete ansehen'], ['/d/person', 'Noch keine Personen'], ['/import', 'Datei auswählen'], ['/trash', 'Keine gelöschten']]) {
        await page.goto(server.url + path, { waitUntil: 'load' });
        await page.getByText(text).first().waitFor();
        await collect(page, `empty workspace: ${path}`, found);
      }
      await page.context().clearCookies();
      await page.goto(`${server.url}/login`, { waitUntil: 'load' });
      await page.getByLabel('E-Mail', { exact: true }).fill('erika@example.com');
      await collect(page, 'login', found);
      await page.getByLabel('Passwort', { exact: true }).fill('falsch');
      await page.getByRole('button', { name: 'Anmelden' }).click();
      await page.getByText('Die Anmeldung stimmt nicht').waitFor();
      await collect(page, 'login refused', found);
    } finally {
      await server.stop();
    }
    assert.deepEqual(found, [], found.join('\n'));
  });
}

test('a11y: the judge sees planted faults', async ({ visit }) => {
  const page = await visit('/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  const faults = {
    'button-name': '<button></button>',
    'color-contrast': '<p style="color:#999;background:#fff">zu blass</p>',
    'image-alt': '<img src="/favicon.svg">',
    label: '<input type="text">',
    'target-size': '<button style="width:12px;height:12px;padding:0;border:0" aria-label="a"></button><button style="width:12px;height:12px;padding:0;border:0" aria-label="b"></button>',
  };
  for (const [rule, html] of Object.entries(faults)) {
    await page.evaluate((text) => {
      const place = document.createElement('div');
      place.id = 'planted';
      place.innerHTML = text;
      document.querySelector('main').prepend(place);
    }, html);
    const found = await judge(page);
    await page.evaluate(() => document.getElementById('planted').remove());
    assert.ok(found.some((violation) => violation.startsWith(`${rule} `)), `${rule} is found, not only ${found}`);
  }
  assert.deepEqual(await judge(page), [], 'nothing is left');
});
