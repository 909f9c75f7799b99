// The twelve core tasks by keyboard alone. A page here has no mouse: clicking, filling in and focusing are taken away.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test, until } from './lib/suite.mjs';

const FILE = resolve(import.meta.dirname, '../fixtures/import/ansprechpartner.csv');

async function start({ visit }, path) {
  const page = await visit(path);
  const { keyboard } = page;
  const hasFocus = (locator) => locator.evaluateAll((elements) => elements.includes(document.activeElement));
  return {
    page,
    type: (text) => keyboard.type(text),
    press: async (...strokes) => {
      for (const stroke of strokes) await keyboard.press(stroke);
    },
    focused: (locator, what) => until(() => hasFocus(locator), `${what} has the focus`),
    // Tab, and Tab again, until it is there: so far that a person would give up is a failure.
    async tabTo(locator, what, key = 'Tab') {
      await locator.first().waitFor();
      for (let presses = 0; presses < 60; presses++) {
        if (await hasFocus(locator)) return;
        await keyboard.press(key);
      }
      throw new Error(`${what} is not reached with ${key}`);
    },
    // In an open menu or list: down to the entry, then Enter.
    async choose(locator, what) {
      await locator.waitFor();
      const isActive = () => locator.evaluate((element) => element === document.activeElement || element.matches('[data-combobox-selected]') || document.activeElement?.getAttribute('aria-activedescendant') === element.id);
      for (let presses = 0; !(await isActive()); presses++) {
        if (presses > 40) throw new Error(`${what} is not reached by arrow keys`);
        await keyboard.press('ArrowDown');
      }
      await keyboard.press('Enter');
    },
  };
}

async function boardOf(tools, name) {
  const deal = await tools.api.create('deal', { name, stage: 'qualification', pipeline: 'new_business' });
  const { views } = await tools.api.object('deal');
  const hands = await start(tools, `/d/deal/v/${views.find((view) => view.kind === 'board').id}`);
  const card = hands.page.locator(`[data-card="${deal.id}"]`);
  await card.waitFor();
  const stage = async () => (await tools.api.record('deal', deal.id)).fields.stage;
  return { ...hands, deal, card, isIn: (wanted) => until(async () => (await stage()) === wanted, `the deal is in ${wanted}`) };
}

test('by keyboard 1: find a person', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Tilda', last_name: 'Tastenfund' });
  const { page, press, type } = await start(tools, '/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  await press('Control+k');
  await type('tastenfund');
  await page.getByRole('option', { name: /Tastenfund/ }).waitFor();
  await press('Enter');
  await page.waitForURL(`**/d/person/r/${person.id}**`);
});

test('by keyboard 2: create a person', async (tools) => {
  const { page, press, type, tabTo } = await start(tools, '/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await press('n');
  const dialog = page.getByRole('dialog');
  await tabTo(dialog.getByLabel('Vorname'), 'the first name');
  await type('Neele');
  await tabTo(dialog.getByLabel('Nachname'), 'the last name');
  await type('Neuhaus');
  await press('Control+Enter');
  await page.waitForURL(/peek=/);
  const made = await tools.api.record('person', new URL(page.url()).searchParams.get('peek'));
  assert.equal(made.title, 'Neele Neuhaus');
});

test('by keyboard 3: edit a cell', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Zoe', last_name: 'Zellentaste', role: 'Einkauf' });
  const { page, press, type, tabTo } = await start(tools, '/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await press('/');
  await type('Zellentaste');
  await page.getByRole('gridcell', { name: 'Einkauf', exact: true }).waitFor();
  await until(async () => (await page.getByRole('grid').getAttribute('aria-rowcount')) === '3', 'only one row is left');
  await tabTo(page.locator('[data-cell="0/1"]'), 'the table');
  const titles = await page.getByRole('columnheader').allInnerTexts();
  for (let column = 1; column < titles.findIndex((title) => title.includes('Funktion')); column++) await press('ArrowRight');
  await type('Vertrieb');
  await press('Enter');
  await until(async () => (await tools.api.record('person', person.id)).fields.role === 'Vertrieb', 'the cell is saved');
});

test('by keyboard 4: edit a field on the page of a record', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Falk', last_name: 'Feldtaste', role: 'Lager' });
  const { page, press, type, tabTo, focused } = await start(tools, `/d/person/r/${person.id}`);
  await tabTo(page.getByRole('button', { name: 'Funktion bearbeiten' }), 'the field');
  await press('Enter');
  await focused(page.getByRole('textbox', { name: 'Funktion' }), 'the field');
  await press('Control+a');
  await type('Versand');
  await press('Enter');
  await until(async () => (await tools.api.record('person', person.id)).fields.role === 'Versand', 'the field is saved');
});

test('by keyboard 5: note a call', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Anke', last_name: 'Anruftaste' });
  const { page, press, type, tabTo } = await start(tools, `/d/person/r/${person.id}`);
  const composer = page.getByRole('region', { name: 'Festhalten' });
  await tabTo(composer.getByRole('tab', { name: 'Notiz' }), 'the kinds');
  await press('ArrowRight');
  await tabTo(composer.getByRole('textbox', { name: 'Worum ging es im Anruf?' }), 'the text');
  await type('Ruft morgen wieder an');
  await press('Control+Enter');
  const noted = await until(async () => (await tools.api.query('interaction', `people = "${person.id}"`, { fields: ['kind', 'subject'] }))[0], 'the call is saved');
  assert.equal(noted.fields.kind, 'phone');
});

test('by keyboard 6: complete a step and plan the next one', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Piet', last_name: 'Plantaste' });
  const task = await tools.api.create('task', { subject: 'Muster schicken', due: '2026-01-05', person: person.id });
  const { page, press, type, tabTo, focused } = await start(tools, `/d/person/r/${person.id}`);
  await tabTo(page.getByRole('button', { name: 'Erledigt', exact: true }), 'done');
  await press('Enter');
  const plan = page.getByRole('form', { name: 'Jetzt planen' });
  await focused(plan.getByRole('textbox', { name: 'Was ist der nächste Schritt?' }), 'the next step');
  await type('Nachfragen');
  await tabTo(plan.getByRole('button', { name: 'Nächste Woche' }), 'next week');
  await press('Enter');
  await tabTo(plan.getByRole('button', { name: 'Speichern' }), 'save');
  await press('Enter');
  await until(async () => (await tools.api.query('task', `person = "${person.id}" and done = false`)).length === 1, 'the next step is planned');
  assert.equal((await tools.api.record('task', task.id)).fields.done, true);
});

test('by keyboard 7: move a deal across the board', async (tools) => {
  const { page, card, press, tabTo, isIn } = await boardOf(tools, 'Tastenzug');
  await tabTo(card.getByRole('button', { name: 'Tastenzug', exact: true }), 'the card');
  await press('Space');
  await page.locator('[data-lane=qualification][data-over]').waitFor();
  await press('ArrowRight');
  await page.locator('[data-lane=contacted][data-over]').waitFor();
  await press('Space');
  await isIn('contacted');
});

test('by keyboard 8: mark a deal as lost, with the reason', async (tools) => {
  const { page, card, press, tabTo, choose, isIn } = await boardOf(tools, 'Tastenverlust');
  await tabTo(card.getByRole('button', { name: /verschieben/ }), 'the menu of the card');
  await press('Enter');
  await choose(page.getByRole('menuitem', { name: 'Verloren' }), 'lost');
  await tabTo(page.getByRole('dialog').getByRole('button', { name: 'Kein Budget' }), 'the reason');
  await press('Enter');
  await isIn('lost');
});

test('by keyboard 9: filter and keep the view', async (tools) => {
  const { page, press, tabTo, choose } = await start(tools, '/d/person');
  await page.getByRole('gridcell').first().waitFor();
  await press('f');
  const panel = page.getByRole('dialog', { name: 'Filter' });
  await tabTo(panel.getByRole('button', { name: 'Bedingung', exact: true }), 'the new condition');
  await press('Enter');
  await tabTo(panel.getByRole('combobox', { name: 'Feld' }), 'the field', 'Shift+Tab');
  await press('ArrowDown');
  await choose(panel.getByRole('option', { name: 'Funktion', exact: true }), 'the field');
  await tabTo(panel.getByRole('combobox', { name: 'Vergleich' }), 'the comparison');
  await press('ArrowDown');
  await choose(panel.getByRole('option', { name: 'ist leer' }), 'is empty');
  await page.waitForURL(/f=/);
  await press('Escape');
  await panel.waitFor({ state: 'detached' });
  await tabTo(page.getByRole('button', { name: 'Für mich behalten' }), 'keep');
  await press('Enter');
  await page.waitForURL(/\/v\//);
  const { views } = await tools.api.object('person');
  const kept = views.find((view) => new URL(page.url()).pathname === `/d/person/v/${view.id}`);
  assert.equal(kept.filter, 'role is empty');
  await tools.api.send('DELETE', `/views/${kept.id}`);
});

test('by keyboard 10: undo', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Uwe', last_name: 'Undotaste', role: 'vorher' });
  const { page, press, type, tabTo, focused } = await start(tools, `/d/person/r/${person.id}`);
  const role = async () => (await tools.api.record('person', person.id)).fields.role;
  await tabTo(page.getByRole('button', { name: 'Funktion bearbeiten' }), 'the field');
  await press('Enter');
  await focused(page.getByRole('textbox', { name: 'Funktion' }), 'the field');
  await press('Control+a');
  await type('nachher');
  await press('Enter');
  await until(async () => (await role()) === 'nachher', 'the field is saved');
  await focused(page.getByRole('button', { name: 'Funktion bearbeiten' }), 'the field');
  await press('Control+z');
  await until(async () => (await role()) === 'vorher', 'the change is taken back');
});

test('by keyboard 11: import a small file', async (tools) => {
  const { page, press, type, tabTo } = await start(tools, '/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  const chosen = page.waitForEvent('filechooser');
  await press('Control+k');
  await type('import');
  await page.getByRole('option', { name: /Import/ }).first().waitFor();
  await press('Enter');
  await tabTo(page.getByRole('button', { name: 'Datei auswählen' }), 'the file');
  await press('Enter');
  await (await chosen).setFiles(FILE);
  await page.waitForURL(/\/import\/.+/);
  await tabTo(page.getByRole('button', { name: 'Prüfen', exact: true }), 'the check');
  await press('Enter');
  await tabTo(page.getByRole('button', { name: /importieren$/ }), 'the start');
  await press('Enter');
  await page.getByText('Der Import ist fertig').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  assert.ok((await tools.api.send('GET', `/imports/${id}`)).import.result.created > 0);
  await tabTo(page.getByRole('button', { name: 'Import zurücknehmen' }), 'taking it back');
});

test('by keyboard 12: delete, and bring back from the trash', async (tools) => {
  const person = await tools.api.create('person', { first_name: 'Lore', last_name: 'Löschtaste' });
  const { page, press, type, tabTo, choose } = await start(tools, `/d/person/r/${person.id}`);
  await tabTo(page.getByRole('button', { name: 'Eintrag: mehr' }), 'the menu of the record');
  await press('Enter');
  await choose(page.getByRole('menuitem', { name: 'Löschen' }), 'delete');
  await page.waitForURL(/\/d\/person$/);
  await page.getByRole('gridcell').first().waitFor();
  await press('Control+k');
  await type('papierkorb');
  await page.getByRole('option', { name: /Papierkorb/ }).first().waitFor();
  await press('Enter');
  await tabTo(page.getByRole('button', { name: /Löschtaste/ }), 'bringing it back');
  await press('Enter');
  await until(async () => (await tools.api.query('person', `last_name = "Löschtaste"`)).some(({ id }) => id === person.id), 'the person is back');
});
