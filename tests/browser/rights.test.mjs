// Four people log in and see what they should, and no more: a head of sales, an agent, a franchisee, a controller.
import assert from 'node:assert/strict';
import { PHONE } from './lib/browser.mjs';
import { buildHouse } from './lib/house.mjs';
import { withRules } from './lib/rules.mjs';
import { test, until } from './lib/suite.mjs';

let house;
const cookies = {};

// The house is built once; each of its people logs in once.
async function inHouse(tools, run) {
  house ??= await buildHouse(tools);
  await withRules(tools.api, house.rules, () => run(house));
}

async function as(who, { open, server }, path, options) {
  const page = await open(cookies[who] ? null : server.url + house.people[who].link, options);
  if (cookies[who]) await page.context().addCookies(cookies[who]);
  else {
    await page.waitForURL('**/today');
    cookies[who] = await page.context().cookies();
  }
  await page.goto(server.url + path, { waitUntil: 'load' });
  return page;
}

const deals = (page) => page.evaluate(async () => {
  const answer = await fetch('/api/objects/deal/query', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify({ limit: 200 }) });
  return (await answer.json()).records.map((record) => record.title).sort();
});

const pageOf = (deal) => `/d/deal/r/${deal.id}`;

async function why(page) {
  await page.getByRole('button', { name: 'Eintrag: mehr' }).click();
  await page.getByRole('menuitem', { name: 'Warum sehe ich das?' }).click();
  return page.getByRole('dialog');
}

test('a head of sales sees what is below, names as initials, and writes the rules of the division', async (tools) => {
  await inHouse(tools, async ({ deals: made, units }) => {
    const page = await as('sabine', tools, pageOf(made['Treppe Maier']));
    await page.getByRole('heading', { name: 'Treppe Maier' }).waitFor();
    await page.getByText('M. M.').first().waitFor();
    assert.equal(await page.getByText('Maria Maier').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Wert bearbeiten' }).count(), 0);
    assert.deepEqual(await deals(page), ['Geländer Huber', 'Treppe Maier']);
    await (await why(page)).getByText('Du darfst diesen Eintrag sehen, weil er unter deiner Leitung liegt.').waitFor();

    await page.goto(`${tools.server.url}/settings/rules`, { waitUntil: 'load' });
    await page.getByRole('combobox', { name: 'Regeln für' }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Regeln für' }).inputValue(), 'Vertrieb');
    assert.equal(await page.getByRole('tab', { name: 'Vorlagen' }).count(), 0);
    await page.getByRole('tab', { name: 'Text' }).click();
    const text = page.getByRole('textbox', { name: 'Regeln als Text' });
    const check = page.getByRole('button', { name: 'Wirkung prüfen' });
    // What she does not have herself she cannot give.
    await text.fill('- regel: Alles löschen\n  auf: Chance\n  für: intern\n  darf: löschen\n');
    await check.click();
    await page.getByRole('dialog').getByText(/Alles löschen/).first().waitFor();
    await page.keyboard.press('Escape');
    await text.fill('- verbot: Nicht verknüpfen\n  auf: Chance\n  für: intern\n  darf nie: verknüpfen\n  grund: Erst fragen\n');
    await check.click();
    await page.getByRole('dialog', { name: 'Was sich ändert' }).getByRole('button', { name: /^In Kraft setzen/ }).click();
    await page.getByText('Die Regeln gelten ab sofort.').waitFor();
    const { text: inForce } = await tools.api.send('GET', `/access/rules?unit=${units.Vertrieb}&language=en`);
    assert.match(inForce, /- forbid: Nicht verknüpfen/);
    await tools.api.send('PUT', '/access/rules', { text: '', unit: units.Vertrieb, confirm: (await tools.api.send('POST', '/access/preview', { text: '', unit: units.Vertrieb })).confirm ?? undefined });
  });
});

test('an agent sees his own deals alone, on a phone, and asks for what he may not see', async (tools) => {
  await inHouse(tools, async ({ deals: made, people }) => {
    const page = await as('alois', tools, pageOf(made.Almhütte), { screen: PHONE, dark: true });
    await page.getByRole('heading', { name: 'Almhütte' }).waitFor();
    assert.deepEqual(await deals(page), ['Almhütte']);
    await (await why(page)).getByText('Du darfst diesen Eintrag sehen, weil er dir gehört').waitFor();

    await page.goto(tools.server.url + pageOf(made['Treppe Maier']), { waitUntil: 'load' });
    await page.getByText('gibt es nicht mehr').first().waitFor();
    await page.getByRole('button', { name: 'Zugriff anfragen' }).click();
    await page.getByRole('dialog').getByLabel('Wofür du es brauchst').fill('Maier hat bei mir angerufen');
    await page.getByRole('dialog').getByRole('button', { name: 'Anfragen' }).click();
    await page.getByText('Angefragt', { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);

    const owner = await as('jana', tools, '/notices');
    await owner.getByText(`${people.alois.name} bittet um Zugriff auf „Treppe Maier“`).waitFor();
    await owner.getByText('Maier hat bei mir angerufen').waitFor();
  });
});

test('a franchisee edits what the shop has and never sees the neighbour', async (tools) => {
  await inHouse(tools, async ({ deals: made }) => {
    const page = await as('fatma', tools, pageOf(made['Theke Ehrenfeld']));
    await page.getByRole('heading', { name: 'Theke Ehrenfeld' }).waitFor();
    await page.getByText('Elke Esser').first().waitFor();
    await page.getByRole('button', { name: 'Wert bearbeiten' }).waitFor();
    assert.deepEqual(await deals(page), ['Küche Schmitz', 'Theke Ehrenfeld']);
    await page.goto(tools.server.url + pageOf(made['Bad Bonn']), { waitUntil: 'load' });
    await page.getByText('gibt es nicht mehr').first().waitFor();
  });
});

test('a controller adds up what she may not see', async (tools) => {
  await inHouse(tools, async ({ deals: made }) => {
    const page = await as('carla', tools, pageOf(made['Küche Schmitz']));
    await page.getByText('gibt es nicht mehr').first().waitFor();
    assert.deepEqual(await deals(page), ['Wartung Aufzug']);
    const groups = await page.evaluate(async () => {
      const body = { counted: true, group: 'pipeline', limit: 1 };
      const answer = await fetch('/api/objects/deal/query', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify(body) });
      return answer.json();
    });
    assert.match(JSON.stringify(groups), /new_business/);
  });
});

test('who views as an agent is told what is hidden from him, and why', async (tools) => {
  await inHouse(tools, async ({ people }) => {
    const own = await tools.api.create('deal', { name: 'Nur im Haus', pipeline: 'new_business', stage: 'quote' });
    const page = await tools.open(await tools.server.loginLink());
    await page.waitForURL('**/today');
    await page.evaluate((user) => fetch('/api/access/viewing', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify({ user }) }), people.alois.id);
    await page.goto(`${tools.server.url}/d/deal`, { waitUntil: 'load' });
    await page.getByRole('button', { name: 'Was verborgen ist' }).click();
    const hidden = page.getByRole('dialog', { name: `Für ${people.alois.name} verborgen` });
    const entry = hidden.getByRole('listitem').filter({ hasText: own.title });
    await entry.getByText('Grenze „Wand zwischen Firmen“').waitFor();
    // Nothing is offered that would be refused.
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('button', { name: 'Neu', exact: true }).count(), 0);
  });
});

test('customer protection is switched in the settings', async ({ visit, api }) => {
  const page = await visit('/settings/rules');
  await page.getByRole('tab', { name: 'Kundenschutz' }).click();
  await page.getByRole('switch', { name: 'Kundenschutz' }).click();
  await until(async () => (await api.send('GET', '/access/protection')).on, 'protection is on');
  await page.getByRole('switch', { name: 'Kundenschutz' }).click();
  await until(async () => !(await api.send('GET', '/access/protection')).on, 'protection is off');
});

test('a role keeps its rules when it is renamed', async ({ visit, api }) => {
  const { id } = await api.send('POST', '/organisation/roles', { name: 'Außendienst' });
  await withRules(api, null, async () => {
    const before = (await api.send('GET', '/access/rules?language=de')).text;
    const text = `${before}- regel: Unterwegs\n  auf: Chance\n  für: rolle Außendienst\n  darf: [zählen]\n`;
    const { confirm } = await api.send('POST', '/access/preview', { text });
    await api.send('PUT', '/access/rules', { text, confirm: confirm ?? undefined });
    const page = await visit('/settings/organisation');
    await page.getByRole('tab', { name: 'Rollen und Teams' }).click();
    await page.getByRole('button', { name: 'Außendienst umbenennen' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Reisende');
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
    await until(async () => /für: rolle Reisende/.test((await api.send('GET', '/access/rules?language=de')).text), 'the rule names the role as it is called now');
  });
  await api.send('DELETE', `/organisation/roles/${id}`);
});
