// Units, seats, roles, teams and territories under Settings.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PHONE } from './lib/browser.mjs';
import { test, until } from './lib/suite.mjs';

const PICTURES = resolve(import.meta.dirname, '../../build/browser');

async function unit(api, name, parent, kind = 'group') {
  return (await api.send('POST', '/organisation/units', { name, parent, kind })).id;
}

async function units(api) {
  return (await api.send('GET', '/organisation')).units;
}

async function root(api) {
  return (await units(api)).find((one) => one.parent === null && !one.external).id;
}

// WCAG 2.2 AA, checked by axe in the page itself.
async function expectAccessible(page) {
  await page.evaluate(readFileSync(resolve(import.meta.dirname, '../../web/node_modules/axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ').slice(0, 300)}`);
  });
  assert.deepEqual(found, []);
}

async function picture(page, name) {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

test('a unit is added, given a head, and moved by keyboard', async ({ visit, api }) => {
  const top = await root(api);
  const south = await unit(api, 'Vertrieb Süd', top, 'division');
  const north = await unit(api, 'Vertrieb Nord', top, 'division');
  const page = await visit('/settings/organisation');
  await page.getByRole('heading', { name: 'Organisation', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Einheit unter Vertrieb Süd anlegen' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Gruppe München');
  await page.getByRole('button', { name: 'Anlegen', exact: true }).click();
  const munich = await until(async () => (await units(api)).find((one) => one.name === 'Gruppe München'), 'the group is there');
  assert.equal(munich.parent, south);

  await page.getByRole('button', { name: /^Gruppe München/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Person' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('combobox', { name: 'Platz', exact: true }).click();
  await page.getByRole('option', { name: 'Leitung' }).click();
  await dialog.getByRole('button', { name: 'Platz vergeben' }).click();
  const seat = await until(async () => (await api.send('GET', '/organisation')).seats.find((one) => one.unit === munich.id), 'the seat is there');
  assert.equal(seat.place, 'head');
  await expectAccessible(page);
  await picture(page, 'organisation_unit');

  await dialog.getByRole('combobox', { name: 'Liegt unter' }).click();
  await page.getByRole('option', { name: /Vertrieb Nord/ }).click();
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await until(async () => (await units(api)).find((one) => one.id === munich.id).parent === north, 'the group lies in the north');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expectAccessible(page);
  await picture(page, 'organisation');
});

test('a unit is dragged below another', async ({ visit, api }) => {
  const top = await root(api);
  const east = await unit(api, 'Ost', top);
  const west = await unit(api, 'West', top);
  const page = await visit('/settings/organisation');
  const row = (name) => page.getByRole('listitem').filter({ has: page.getByRole('button', { name: new RegExp(`^${name} ?Ebene`) }) });
  await row('Ost').waitFor();
  const grip = await row('Ost').locator('span[aria-hidden]').first().boundingBox();
  const target = await row('West').boundingBox();
  await page.mouse.move(grip.x + 8, grip.y + 16);
  await page.mouse.down();
  await page.mouse.move(grip.x + 20, grip.y + 30, { steps: 4 });
  await page.mouse.move(target.x + 60, target.y + target.height / 2, { steps: 8 });
  await page.mouse.up();
  await until(async () => (await units(api)).find((one) => one.id === east).parent === west, 'east lies below west');
});

test('a circle is refused with its reason', async ({ api }) => {
  const top = await root(api);
  const outer = await unit(api, 'Außen', top);
  const inner = await unit(api, 'Innen', outer);
  await assert.rejects(api.send('PATCH', `/organisation/units/${outer}`, { parent: inner }), /organisation\.circle/);
});

test('a postal code finds its territory and who holds it', async ({ visit, api }) => {
  const { people } = await api.send('GET', '/organisation');
  const page = await visit('/settings/territories');
  await page.getByText('Noch keine Gebiete.').waitFor();
  await page.getByLabel('Neues Gebiet').fill('München');
  await page.getByRole('button', { name: 'Anlegen', exact: true }).click();
  const card = page.getByRole('region', { name: 'München' });
  await card.getByLabel('Anfänge von Postleitzahlen').fill('80, 81');
  await card.getByRole('button', { name: 'Speichern' }).click();
  await card.getByRole('combobox', { name: /hinzufügen/ }).click();
  await page.getByRole('option', { name: people[0].name }).click();
  await page.getByRole('textbox', { name: 'Postleitzahl prüfen' }).fill('80331');
  await page.getByText(`Gebiet München, ${people[0].name}`).waitFor();
  await expectAccessible(page);
  await picture(page, 'territories');
  await page.getByRole('textbox', { name: 'Postleitzahl prüfen' }).fill('20095');
  await page.getByText('Kein Gebiet.').waitFor();
});

test('an absence names its deputy', async ({ visit, api }) => {
  await api.send('GET', '/organisation');
  const page = await visit('/settings/organisation');
  await page.getByRole('tab', { name: 'Menschen' }).click();
  await page.getByRole('button', { name: /^Abwesenheit von/ }).first().click();
  await page.getByRole('dialog').getByLabel(/^Bis einschließlich/).fill('2099-12-31');
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await page.getByText(/^Abwesend vom/).first().waitFor();
  await expectAccessible(page);
  await picture(page, 'organisation_people');
  await page.getByRole('button', { name: /^Abwesenheit von .* löschen$/ }).first().click();
  await until(async () => (await api.send('GET', '/organisation')).absences.length === 0, 'the absence is gone');
  await page.getByRole('tab', { name: 'Rollen und Teams' }).click();
  await page.getByLabel('Neues Team').fill('Messe');
  await page.getByRole('region', { name: 'Teams' }).getByRole('button', { name: 'Anlegen' }).click();
  await until(async () => (await api.send('GET', '/organisation')).teams.length === 1, 'the team is there');
  await expectAccessible(page);
  await picture(page, 'organisation_roles');
});

test('the organisation fits a phone', async ({ visit }) => {
  const page = await visit('/settings/organisation', { screen: PHONE });
  for (const path of ['/settings/organisation', '/settings/territories']) {
    await page.goto(new URL(path, page.url()).href, { waitUntil: 'load' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByText(/Einheit gehört|Anfang einer Postleitzahl/).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await picture(page, `phone_${path.split('/').at(-1)}`);
  }
});
