// Rules under Settings: the same as matrix and as text, in both languages; what is wrong is shown where it is; saving holds at once.
import assert from 'node:assert/strict';
import { PHONE } from './lib/browser.mjs';
import { withRules } from './lib/rules.mjs';
import { test, until } from './lib/suite.mjs';

const inForce = async (api, language = 'en') => (await api.send('GET', `/access/rules?language=${language}`)).text;
const text = (page) => page.getByRole('textbox', { name: 'Regeln als Text' });

// What changes is shown first; the button that puts the rules in force bears the number.
async function activate(page) {
  await page.getByRole('button', { name: 'Wirkung prüfen' }).click();
  await page.getByRole('dialog', { name: 'Was sich ändert' }).getByRole('button', { name: /^In Kraft setzen/ }).click();
}

test('rules go from matrix to text and back without loss, in both languages', async ({ visit, api }) => {
  const page = await visit('/settings/rules');
  await page.getByRole('table').waitFor();
  await page.getByRole('tab', { name: 'Vorlagen' }).click();
  await page.getByRole('button', { name: 'Vorlage Handelsvertreter übernehmen' }).click();
  await page.getByRole('button', { name: /^Alle Externen, exportieren: nie/ }).waitFor();
  await page.getByRole('tab', { name: 'Text' }).click();
  const german = await text(page).inputValue();
  assert.match(german, /- verbot: Kein Export/);
  await page.getByRole('button', { name: 'English' }).click();
  await until(async () => /- forbid: bulk export/.test(await text(page).inputValue()), 'the text is English');
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await page.getByRole('button', { name: /^Alle Externen, exportieren: nie/ }).waitFor();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('tab', { name: 'Text' }).click();
  await until(async () => (await text(page).inputValue()) === german, 'the text is as it was');
  assert.doesNotMatch(await inForce(api), /bulk export/);
});

test('a cell shows its sentences, a rule is changed as a form and put in force', async ({ visit, api }) => {
  await withRules(api, null, async () => {
    const page = await visit('/settings/rules');
    await page.getByRole('button', { name: /^Alle im Haus, löschen: ja/ }).click();
    const cell = page.getByRole('dialog', { name: 'Alle im Haus: löschen' });
    await cell.getByText(/^Alle im Haus dürfen alle Datensätze/).waitFor();
    await cell.getByRole('button', { name: 'Regel anlegen' }).click();
    const form = page.getByRole('dialog', { name: 'Regel anlegen' });
    await form.getByLabel('Name der Regel').fill('Löschen nie');
    await form.getByRole('combobox', { name: 'Art' }).click();
    await page.getByRole('option', { name: 'Verbot' }).click();
    await form.getByLabel('sehen').uncheck();
    await form.getByLabel('lesen').uncheck();
    await form.getByLabel('löschen').check();
    await form.getByRole('textbox', { name: /^Wenn/ }).fill('Verant');
    await page.getByRole('option', { name: /^Verantwortlich/ }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: /^Wenn/ }).pressSequentially(' ist leer');
    await form.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByRole('button', { name: /^Alle im Haus, löschen: wenn/ }).waitFor();
    assert.doesNotMatch(await inForce(api), /Löschen nie/);
    await activate(page);
    await page.getByText('Die Regeln gelten ab sofort.').waitFor();
    assert.match(await inForce(api), /- forbid: Löschen nie\n {2}applies_to: deal\n {2}for: staff\n {2}may never: \[delete\]\n {2}when: owner is empty/);
  });
});

test('who loses what is shown before it is so, and confirmed with the number', async ({ visit, api }) => {
  await withRules(api, null, async () => {
    const page = await visit('/settings/rules');
    await page.getByRole('table').waitFor();
    await page.getByRole('tab', { name: 'Text' }).click();
    const before = await inForce(api);
    await text(page).fill('- rule: own\n  applies_to: person\n  for: staff\n  may: [see, read, edit, delete, count, create, assign, link, export]\n  when: owner = me\n  fields: {personal: edit}\n- rule: twice\n  applies_to: person\n  for: staff\n  may: see\n  when: owner = me\n');
    await page.getByRole('region', { name: 'Hinweise' }).getByText(/twice/).waitFor();
    await page.getByRole('button', { name: 'Wirkung prüfen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Was sich ändert' });
    await dialog.getByText('Anna Kontor').waitFor();
    await dialog.getByText(/^Chancen sehen: verliert [\d.]+, gewinnt 0/).first().waitFor();
    assert.equal(await inForce(api), before, 'nothing is in force yet');
    await dialog.getByRole('button', { name: /^In Kraft setzen: 0 hinzu, [\d.]+ weg$/ }).click();
    await page.getByText('Die Regeln gelten ab sofort.').waitFor();
    assert.match(await inForce(api), /when: owner = me/);
  });
});

test('what is wrong in the text is shown where it is', async ({ visit, api }) => {
  const page = await visit('/settings/rules');
  await page.getByRole('table').waitFor();
  await page.getByRole('tab', { name: 'Text' }).click();
  const good = await text(page).inputValue();
  await text(page).fill(`${good}- regel: Kaputt\n  auf: Chance\n  für: intern\n  darf: sehen\n  wenn: Umsatzz > 3\n`);
  const lines = good.split('\n').length;
  await page.getByText(`Zeile ${lines + 4}:`).waitFor();
  await page.getByText('Regel „Kaputt“:').waitFor();
  assert.equal(await page.locator('mark').textContent(), 'Umsatzz');
  assert.ok(await page.getByRole('button', { name: 'Wirkung prüfen' }).isDisabled());
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await page.getByRole('button', { name: 'Zum Text' }).click();
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await until(async () => (await text(page).inputValue()) === good, 'the text is as it was');
  assert.equal(await inForce(api, 'de'), good);
});

test('words are completed by keyboard', async ({ visit }) => {
  const page = await visit('/settings/rules');
  await page.getByRole('table').waitFor();
  await page.getByRole('tab', { name: 'Text' }).click();
  await text(page).fill('');
  await text(page).pressSequentially('- re');
  await page.getByRole('option', { name: 'regel:' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Probe');
  await page.keyboard.press('Enter');
  await page.keyboard.type('  au');
  await page.getByRole('option', { name: 'auf:' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Chan');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  assert.equal(await text(page).inputValue(), '- regel: Probe\n  auf: Chance');
});

test('rules that would lock everybody out are refused', async ({ visit, api }) => {
  const before = await inForce(api);
  const page = await visit('/settings/rules');
  await page.getByRole('table').waitFor();
  await page.getByRole('tab', { name: 'Text' }).click();
  await text(page).fill('');
  await page.getByText('0 Regeln').waitFor();
  await page.getByRole('button', { name: 'Wirkung prüfen' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  assert.equal(await inForce(api), before);
});

test('the rules fit a phone', async ({ visit }) => {
  const page = await visit('/settings/rules', { screen: PHONE });
  await page.getByRole('table').waitFor();
  for (const name of ['Matrix', 'Text', 'Vorlagen']) {
    await page.getByRole('tab', { name }).click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, name);
  }
});
