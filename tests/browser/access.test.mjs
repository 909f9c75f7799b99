// On the page of a record: why somebody sees it, who else does, and sharing it; and what rights do to the page.
import assert from 'node:assert/strict';
import { readySet, withRules } from './lib/rules.mjs';
import { test, until } from './lib/suite.mjs';

// Through the page: accounts are made by people who are logged in, not by keys.
async function invite(page, name) {
  return page.evaluate(async (body) => {
    const answer = await fetch('/api/users', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify(body) });
    return answer.json();
  }, { name, email: `${name.replaceAll(' ', '.').toLowerCase()}@example.com` });
}

async function openMenu(page, item) {
  await page.getByRole('button', { name: 'Eintrag: mehr' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return page.getByRole('dialog');
}

test('a record says why one sees it and who else does', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Warum', last_name: 'Sichtbar' });
  const page = await visit(`/d/person/r/${person.id}`);
  const dialog = await openMenu(page, 'Warum sehe ich das?');
  await dialog.getByText('Erlaubt: sehen').waitFor();
  await dialog.getByText('Alle im Haus sehen und bearbeiten alles').first().waitFor();
  await dialog.getByRole('combobox', { name: 'Recht' }).click();
  await page.getByRole('option', { name: 'teilen' }).click();
  await dialog.getByText('Nicht erlaubt: teilen').waitFor();
  await dialog.getByRole('tab', { name: 'Wer sieht das?' }).click();
  await dialog.getByText('Anna Kontor').first().waitFor();
  await dialog.getByRole('tab', { name: 'Geteilt mit' }).click();
  await dialog.getByText('Du darfst diesen Datensatz nicht teilen').waitFor();
});

test('a record is shared with somebody, who then sees it, until it is taken back', async ({ visit, open, server, api }) => {
  await withRules(api, await readySet(api, 'external_agents'), async () => {
    const person = await api.create('person', { first_name: 'Gudrun', last_name: 'Geteilt' });
    const page = await visit(`/d/person/r/${person.id}`);
    const { id, login_link } = await invite(page, 'Egon Extern');
    const agency = await api.send('POST', '/organisation/units', { name: 'Agentur', kind: 'company', parent: null, external: true });
    const { seats } = await api.send('GET', '/organisation');
    await api.send('PATCH', `/organisation/seats/${seats.find((seat) => seat.user === id).id}`, { unit: agency.id });
    const theirs = await open(server.url + login_link);
    await theirs.waitForURL('**/today');
    await theirs.goto(`${server.url}/d/person/r/${person.id}`, { waitUntil: 'load' });
    await theirs.getByText('gibt es nicht mehr').first().waitFor();

    const dialog = await openMenu(page, 'Teilen');
    await dialog.getByText('Mit niemandem einzeln geteilt.').waitFor();
    await dialog.getByRole('combobox', { name: 'Name' }).fill('Egon');
    await page.getByRole('option', { name: 'Egon Extern' }).click();
    await dialog.getByLabel(/^Bis einschließlich/).fill('2099-12-31');
    await dialog.getByRole('button', { name: 'Teilen', exact: true }).click();
    await dialog.getByRole('button', { name: 'Nicht mehr mit Egon Extern teilen' }).waitFor();
    await dialog.getByText(/lesen · bis 01\.01\.2100/).waitFor();

    // He reads, and is not offered what would be refused.
    await theirs.reload({ waitUntil: 'load' });
    await theirs.getByRole('heading', { name: /Gudrun Geteilt/ }).waitFor();
    assert.equal(await theirs.getByRole('button', { name: /bearbeiten$/ }).count(), 0);
    await theirs.getByRole('button', { name: 'Eintrag: mehr' }).click();
    assert.equal(await theirs.getByRole('menuitem', { name: 'Löschen' }).count(), 0);
    await theirs.getByRole('menuitem', { name: 'Warum sehe ich das?' }).click();
    await theirs.getByRole('dialog').getByText('Einzeln geteilt').first().waitFor();

    await dialog.getByRole('button', { name: 'Nicht mehr mit Egon Extern teilen' }).click();
    await dialog.getByText('Mit niemandem einzeln geteilt.').waitFor();
    await until(async () => (await theirs.evaluate((path) => fetch(path).then((answer) => answer.status), `/api/objects/person/records/${person.id}`)) === 404, 'he sees it no longer');
  });
});

test('masked values are shown as such and fields for reading are not edited', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Maske', last_name: 'Muster', role: 'Einkauf' });
  const rules = '- rule: all\n  applies_to: all\n  for: staff\n  may: [see, read, edit, delete, count, create, assign, link, export]\n  fields: {personal: mask, special: edit, internal: edit, role: read}\n';
  await withRules(api, rules, async () => {
    const page = await visit(`/d/person/r/${person.id}`);
    await page.getByText('Für deine Rolle verdeckt').first().waitFor({ state: 'attached' });
    assert.equal(await page.getByText('Muster', { exact: true }).count(), 0);
    await page.getByText('Einkauf').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Funktion bearbeiten' }).count(), 0);
  });
});
