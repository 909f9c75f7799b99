// A file on its way into Kontor: dropped, assigned, checked, mended, run, taken back; and out again.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PHONE } from './lib/browser.mjs';
import { test, until } from './lib/suite.mjs';

const PICTURES = resolve(import.meta.dirname, '../../build/browser');

const words = {
  de: {
    language: 'de', check: 'Prüfen', again: 'Neu prüfen', run: 'Zeilen importieren', done: 'Der Import ist fertig', back: 'Import zurücknehmen',
    gone: 'Der Import ist zurückgenommen', field: (name) => `Feld für die Spalte „${name}“`, role: 'Funktion', mended: 'geändert', cell: 'Geburtstag in Zeile 3',
    object: 'Importieren nach',
  },
  en: {
    language: 'en', check: 'Check', again: 'Check again', run: 'Import', done: 'The import is done', back: 'Take the import back',
    gone: 'The import is taken back', field: (name) => `Field for column “${name}”`, role: 'Role', mended: 'changed', cell: 'Geburtstag in row 3',
    object: 'Import into',
  },
};

const csv = (mark) =>
  'Vorname;Nachname;Firma;E-Mail;Mobil;Geburtstag;Aufgabe im Haus\r\n' +
  `Änne;Import-${mark};Müller & Söhne ${mark};aenne.${mark}@example.com;0171 2345678;29.02.1980;Einkauf\r\n` +
  `Bernd;Import-${mark};Müller & Söhne ${mark};bernd.${mark}@example.com;;;"Lager;\nVersand"\r\n` +
  `Clara;Import-${mark};;clara.${mark}@example.com;;31.02.1980;\r\n`;

// The file as the browser hands it over when it is dropped.
async function drop(page, name, text) {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'text/csv' }));
      return transfer;
    },
    [name, text],
  );
  const zone = page.locator('[class*=zone]').first();
  await zone.dispatchEvent('dragover', { dataTransfer: data });
  await zone.dispatchEvent('drop', { dataTransfer: data });
}

async function picture(page, name) {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

async function speak(page, language) {
  const status = await page.evaluate(
    async (wanted) => (await fetch('/api/session', { method: 'PATCH', headers: { 'X-Kontor-CSRF': '1', 'Content-Type': 'application/json' }, body: JSON.stringify({ language: wanted }) })).status,
    language,
  );
  assert.equal(status, 204);
}

async function whole(tools, mark, word, screen) {
  const { visit, api } = tools;
  const page = await visit('/import?object=person', { language: word.language, screen });
  await speak(page, word.language);
  await page.goto(new URL('/import?object=person', page.url()).href, { waitUntil: 'load' });
  const shot = (step) => picture(page, `import_${word.language}_${screen ? 'phone' : 'desktop'}_${step}`);
  await page.getByRole('combobox', { name: word.object }).or(page.getByRole('textbox', { name: word.object })).first().waitFor();
  await shot('start');
  await drop(page, `kontakte-${mark}.csv`, csv(mark));

  // The mapping is guessed; what it could not know is chosen.
  const field = page.getByRole('combobox', { name: word.field('Aufgabe im Haus') }).or(page.getByRole('textbox', { name: word.field('Aufgabe im Haus') })).first();
  await field.waitFor();
  await shot('mapping');
  await field.click();
  await page.getByRole('option', { name: word.role, exact: true }).click();
  const id = page.url().split('/').at(-1);
  const shown = async () => (await api.send('GET', `/imports/${id}`)).import;
  await until(async () => (await shown()).columns[6].target === 'role', 'the column goes to the role');
  assert.deepEqual((await shown()).columns.slice(0, 6).map((column) => column.target), ['first_name', 'last_name', 'company.name', 'emails', 'phones', 'birthday']);

  // The problem is seen and mended in place.
  await page.getByRole('button', { name: word.check, exact: true }).click();
  const cell = page.getByRole('textbox', { name: word.cell });
  await cell.waitFor();
  await shot('check');
  assert.equal((await api.query('person', `last_name = "Import-${mark}"`)).length, 0, 'a check writes nothing');
  await cell.fill('28.02.1980');
  await cell.press('Enter');
  await page.getByText(word.mended, { exact: true }).waitFor();
  await page.getByRole('button', { name: word.again }).click();
  await until(async () => (await shown()).verdict?.problems === 0, 'the problem is gone');
  await cell.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: new RegExp(word.run) }).last().click();
  await page.getByText(word.done).waitFor();
  await shot('result');
  const people = await api.query('person', `last_name = "Import-${mark}"`, { sort: ['first_name'], fields: ['first_name', 'role', 'birthday', 'company.name'] });
  assert.deepEqual(people.map(({ fields }) => [fields.first_name, fields.role, fields.birthday, fields['company.name']]), [
    ['Änne', 'Einkauf', '1980-02-29', `Müller & Söhne ${mark}`],
    ['Bernd', 'Lager; Versand', null, `Müller & Söhne ${mark}`],
    ['Clara', null, '1980-02-28', null],
  ]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= page.viewportSize().width, `nothing scrolls sideways: ${wide} px`);

  // And taken back, the company too.
  await page.getByRole('button', { name: word.back }).click();
  await page.getByRole('dialog').getByRole('button', { name: word.back }).click();
  await page.getByText(word.gone).waitFor();
  await shot('taken_back');
  assert.equal((await api.query('person', `last_name = "Import-${mark}"`)).length, 0);
  assert.equal((await api.query('company', `name = "Müller & Söhne ${mark}"`)).length, 0);
  await speak(page, 'de');
}

for (const word of Object.values(words)) {
  test(`a file comes in and goes out again in ${word.language}`, (tools) => whole(tools, `${word.language}D`, word));
  test(`a file comes in by phone in ${word.language}`, (tools) => whole(tools, `${word.language}P`, word, PHONE));
}

test('a file that is no table is refused with a sentence', async ({ visit }) => {
  const page = await visit('/import?object=person');
  await drop(page, 'adressbuch.ldif', 'dn: cn=Anna,dc=example\ncn: Anna\n');
  await page.getByRole('alert').filter({ hasText: 'LDIF' }).waitFor();
});

test('a view becomes a file', async ({ visit, api }) => {
  await api.create('person', { first_name: 'Ex', last_name: 'Port', emails: [{ value: 'ex@port.example', label: 'work' }] });
  const page = await visit('/d/person');
  await page.getByRole('toolbar').getByRole('button', { name: 'Mehr' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV-Datei' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'Personen.csv');
  const text = readFileSync(await file.path(), 'utf8');
  assert.ok(text.startsWith('\ufeffName;'), text.slice(0, 100));
  assert.ok(text.includes('Ex Port') && text.includes('ex@port.example;geschäftlich'), 'the record is in the file');
});
