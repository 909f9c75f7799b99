// What works on every screen: search, live updates, language, brightness.
import assert from 'node:assert/strict';
import { test, until } from './lib/suite.mjs';

test('Strg K finds a person by the beginning of a name and opens it', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Sieglinde', last_name: 'Suchmannova' });
  const page = await visit('/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Suche' }).fill('suchman');
  await page.getByRole('option', { name: /Suchmannova/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/d/person/r/${person.id}**`);
  await page.getByRole('heading', { name: /Suchmannova/, level: 1 }).waitFor();
});

test('no letter is lost between Strg K and the search being there', async ({ visit }) => {
  const page = await visit('/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('papierkorb');
  await page.getByRole('combobox', { name: 'Suche' }).waitFor();
  await until(async () => (await page.getByRole('combobox', { name: 'Suche' }).inputValue()) === 'papierkorb', 'every letter arrived');
  await page.getByRole('option', { name: /Papierkorb/ }).waitFor();
});

test('what another writes appears by itself', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Lina', last_name: 'Livemann', role: 'Assistenz' });
  const page = await visit(`/d/person?q=Livemann`);
  await page.getByRole('gridcell', { name: 'Assistenz' }).waitFor();
  await api.change('person', person.id, { role: 'Chefin' });
  await page.getByRole('gridcell', { name: 'Chefin' }).waitFor();
});

test('language and brightness change at once and stay', async ({ visit, api }) => {
  const page = await visit('/settings/profile');
  await page.getByRole('heading', { name: 'Profil', level: 1 }).waitFor();
  await page.getByRole('combobox', { name: 'Sprache' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Trash' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('combobox', { name: 'Appearance' }).click();
  await page.getByRole('option', { name: 'Dark' }).click();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  const session = () => page.evaluate(async () => (await fetch('/api/session')).json());
  await until(async () => (await session()).user.language === 'en', 'the server knows the language');
  await page.reload();
  await page.locator('html[data-mantine-color-scheme=dark][lang=en]').waitFor();
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.getByRole('link', { name: 'Papierkorb' }).waitFor();
  await until(async () => (await session()).user.language === 'de', 'the server knows the language');
});

test('# finds tags and opens what carries them, A assigns the open record', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Tara', last_name: 'Tastenmann', tags: ['trade_fair'] });
  const page = await visit(`/d/person/r/${person.id}`);
  await page.getByRole('heading', { name: 'Tara Tastenmann', level: 1 }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: '1 Eintrag bearbeiten' }).getByRole('combobox', { name: 'Verantwortlich' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('#mess');
  await page.getByRole('option', { name: /Messe.*Personen/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/f=tags/);
  await page.getByRole('gridcell', { name: 'Tara Tastenmann', exact: true }).waitFor();
});
