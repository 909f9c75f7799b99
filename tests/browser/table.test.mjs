// The table: making records, writing in cells by keyboard, narrowing, views.
import assert from 'node:assert/strict';
import { test, until } from './lib/suite.mjs';

test('a new person, with a hint at the one who is there already', async ({ visit, api }) => {
  const known = await api.create('person', { first_name: 'Dora', last_name: 'Doppelt', emails: [{ value: 'dora.doppelt@example.com' }] });
  const page = await visit('/d/person');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Vorname').fill('Dora');
  await dialog.getByLabel('Nachname').fill('Doppelt');
  await dialog.getByRole('textbox', { name: /E-Mail/ }).fill('dora.doppelt@example.com');
  const hint = dialog.getByRole('status').filter({ hasText: 'Gibt es vielleicht schon' });
  await hint.getByRole('link', { name: /Doppelt/ }).waitFor();
  assert.match(await hint.getByRole('link').first().getAttribute('href'), new RegExp(known.id));
  await dialog.getByRole('textbox', { name: /E-Mail/ }).fill('dora.neu@example.com');
  await dialog.getByLabel('Nachname').fill('Doppelt-Neu');
  await dialog.getByLabel('Nachname').press('Control+Enter');
  await page.waitForURL(/peek=/);
  const made = await api.record('person', new URL(page.url()).searchParams.get('peek'));
  assert.equal(made.fields.first_name, 'Dora');
  assert.equal(made.fields.last_name, 'Doppelt-Neu');
});

test('a cell is edited and taken back with the keyboard alone', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Zita', last_name: 'Zellmaus', role: 'Einkauf' });
  const page = await visit(`/d/person?q=Zellmaus`);
  await page.getByRole('gridcell', { name: 'Einkauf' }).waitFor();
  await page.locator('[data-cell="0/1"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('grid').getByRole('textbox');
  await editor.waitFor();
  await editor.press('Control+a');
  await page.keyboard.type('Vertrieb');
  await page.keyboard.press('Enter');
  const role = async () => (await api.record('person', person.id)).fields.role;
  await until(async () => (await role()) === 'Vertrieb', 'the cell is saved');
  await page.getByRole('gridcell', { name: 'Vertrieb' }).first().waitFor();
  await page.keyboard.press('Control+z');
  await until(async () => (await role()) === 'Einkauf', 'the change is taken back');
  await page.getByRole('gridcell', { name: 'Einkauf' }).first().waitFor();
});

test('Esc gives the old value back and writes nothing', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Egon', last_name: 'Fluchtmann', role: 'Leitung' });
  const page = await visit(`/d/person?q=Fluchtmann`);
  await page.getByRole('gridcell', { name: 'Leitung' }).waitFor();
  await page.locator('[data-cell="0/1"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('grid').getByRole('textbox');
  await editor.fill('Unsinn');
  await editor.press('Escape');
  await editor.waitFor({ state: 'detached' });
  await page.getByRole('gridcell', { name: 'Leitung' }).waitFor();
  const now = await api.record('person', person.id);
  assert.equal(now.fields.role, 'Leitung');
  assert.equal(now.version, person.version);
});

test('a filter shows as a chip, narrows the rows, and goes with it', async ({ visit, api }) => {
  await api.create('person', { first_name: 'Frida', last_name: 'Filter', category: 'press' });
  const { value: expected } = await api.send('POST', '/objects/person/count', { filter: 'category = "press"', exact: true });
  const page = await visit(`/d/person?f=${encodeURIComponent('category = "press"')}`);
  const chips = page.getByRole('list', { name: 'Aktive Filter' });
  await chips.getByRole('button', { name: /Kategorie.*Presse/ }).first().waitFor();
  await page.getByRole('gridcell', { name: 'Presse' }).first().waitFor();
  await until(async () => (await page.getByRole('grid').getAttribute('aria-rowcount')) === String(expected + 2), 'the grid has the filtered rows');
  await chips.getByRole('button', { name: /Filter .*entfernen/ }).click();
  await chips.waitFor({ state: 'detached' });
  await until(async () => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) > expected + 2, 'all rows are back');
});

test('the filter is built by hand', async ({ visit }) => {
  const page = await visit('/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('f');
  const panel = page.getByRole('dialog', { name: 'Filter' });
  await panel.getByRole('button', { name: 'Bedingung', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Feld' }).click();
  await panel.getByRole('option', { name: 'Funktion', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Vergleich' }).click();
  await panel.getByRole('option', { name: 'ist leer' }).click();
  await page.waitForURL(/f=/);
  assert.match(new URL(page.url()).searchParams.get('f'), /role/);
  await page.getByRole('list', { name: 'Aktive Filter' }).getByRole('button', { name: /Funktion ist leer/ }).first().waitFor();
});

test('a digit opens the view of that number', async ({ visit, api }) => {
  const { views } = await api.object('person');
  const page = await visit('/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('2');
  await page.waitForURL(`**/d/person/v/${views[1].id}`);
});

test('a changed view is kept as a tab of its own', async ({ visit, api }) => {
  const page = await visit(`/d/person?f=${encodeURIComponent('category = "partner"')}`);
  await page.getByRole('button', { name: 'Für mich behalten' }).click();
  await page.waitForURL(/\/v\//);
  const person = await api.object('person');
  const view = person.views.find((candidate) => candidate.label.de.includes('(meine)'));
  assert.equal(view.filter, 'category = "partner"');
  assert.equal(view.shared, false);
  assert.equal(new URL(page.url()).pathname, `/d/person/v/${view.id}`);
  // Where there is no room for its tab, it is behind the menu at the end of the row.
  const tabs = page.getByRole('link', { name: view.label.de }).or(page.getByRole('button', { name: view.label.de }));
  await tabs.filter({ visible: true }).first().waitFor();
  await api.send('DELETE', `/views/${view.id}`);
});

test('a block of cells is marked with the mouse, filled by pasting one cell, and taken back at once', async ({ visit, api }) => {
  const people = [];
  for (const first_name of ['Ada', 'Bea', 'Cleo']) people.push(await api.create('person', { first_name, last_name: 'Blockmann', role: `Rolle ${first_name}` }));
  const page = await visit('/d/person?q=Blockmann');
  await page.getByRole('gridcell', { name: 'Rolle Cleo' }).waitFor();
  const at = async (name) => {
    const box = await page.getByRole('gridcell', { name }).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page.mouse.move(...(await at('Rolle Ada')));
  await page.mouse.down();
  await page.mouse.move(...(await at('Rolle Bea')), { steps: 5 });
  await page.mouse.move(...(await at('Rolle Cleo')), { steps: 5 });
  await page.mouse.up();
  await until(async () => (await page.locator('[data-marked]').count()) === 3, 'three cells are marked');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Messebau');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const roles = async () => (await Promise.all(people.map(async ({ id }) => (await api.record('person', id)).fields.role))).join();
  await until(async () => (await roles()) === 'Messebau,Messebau,Messebau', 'all three cells are written');
  await page.getByText('3 Zellen geändert').first().waitFor();
  await page.keyboard.press('Control+z');
  await until(async () => (await roles()) === 'Rolle Ada,Rolle Bea,Rolle Cleo', 'all three are taken back');
});

test('quick add reads a pasted signature and makes the company it names', async ({ visit, api }) => {
  const page = await visit('/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Signatur oder Visitenkarte einfügen' }).click();
  await dialog.getByRole('textbox', { name: 'Signatur oder Visitenkarte einfügen' }).fill('Viele Grüße\nHanno Kartenmann\nLeiter Einkauf\nKartenhaus GmbH\nHafenstr. 3\n20457 Hamburg\nTel. 040 998877\nhanno@kartenhaus.example');
  await dialog.getByText('6 Felder erkannt.').waitFor();
  await dialog.getByRole('button', { name: 'Firma „Kartenhaus GmbH“ anlegen' }).click();
  await dialog.getByRole('button', { name: 'Firma „Kartenhaus GmbH“ anlegen' }).waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Speichern', exact: true }).click();
  await page.waitForURL(/peek=/);
  const { fields } = await api.record('person', new URL(page.url()).searchParams.get('peek'));
  assert.equal(`${fields.first_name} ${fields.last_name}, ${fields.role}, ${fields.company.title}`, 'Hanno Kartenmann, Leiter Einkauf, Kartenhaus GmbH');
  assert.equal(fields.address.place, 'Hamburg');
  assert.equal(fields.phones[0].e164, '+4940998877');
});

test('a tag is added to what is selected, and every other tag stays', async ({ visit, api }) => {
  const people = [];
  for (const [first_name, tags] of [['Tom', ['vip']], ['Tea', []]]) people.push(await api.create('person', { first_name, last_name: 'Tagmann', tags }));
  const page = await visit('/d/person?q=Tagmann');
  await until(async () => (await page.getByRole('grid').getAttribute('aria-rowcount')) === '4', 'two rows are left');
  await page.locator('[data-cell="0/0"]').click();
  await page.locator('[data-cell="1/0"]').click({ modifiers: ['Shift'] });
  await page.getByRole('toolbar', { name: 'Auswahl bearbeiten' }).getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: '2 Einträge bearbeiten' });
  await dialog.getByRole('combobox', { name: 'Tags' }).or(dialog.getByRole('textbox', { name: 'Tags' })).first().click();
  await page.getByRole('option', { name: 'Messe' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  const tags = async () => JSON.stringify(await Promise.all(people.map(async ({ id }) => (await api.record('person', id)).fields.tags)));
  await until(async () => (await tags()) === '[["trade_fair","vip"],["trade_fair"]]' || (await tags()) === '[["vip","trade_fair"],["trade_fair"]]', 'both have the tag');
});
