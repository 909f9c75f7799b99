// Accounts under Settings: inviting, one-time links, roles, ending and opening again; and who may not look at them.
import assert from 'node:assert/strict';
import { PHONE } from './lib/browser.mjs';
import { test, until } from './lib/suite.mjs';

const members = async (api) => (await api.send('GET', '/users')).users;
const named = (page, name) => page.getByRole('list', { name: 'Mitglieder' }).getByRole('listitem').filter({ hasText: name });

async function invite(page, name, email) {
  await page.getByRole('button', { name: 'Einladen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('E-Mail', { exact: true }).fill(email);
  return dialog;
}

// Through the page: accounts are made by people who are logged in, not by keys.
async function join(page, name) {
  return page.evaluate(async (body) => {
    const answer = await fetch('/api/users', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify(body) });
    return answer.json();
  }, { name, email: `${name.replaceAll(' ', '.').toLowerCase()}@example.com` });
}

test('somebody is invited with a role and comes in by the link', async ({ visit, open, api }) => {
  const page = await visit('/settings/members');
  const dialog = await invite(page, 'Ines Invitar', 'ines@example.com');
  await dialog.getByRole('combobox', { name: 'Rollen' }).click();
  await page.getByRole('option', { name: 'Disposition' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Einladen' }).click();
  const link = await page.getByRole('status').getByText(/\/login\?token=/).textContent();
  await named(page, 'Ines Invitar').getByText('war noch nie da').waitFor();
  await named(page, 'Ines Invitar').getByText('Disposition').waitFor();

  const theirs = await open(link);
  await theirs.waitForURL('**/today');
  const ines = (await members(api)).find((one) => one.email === 'ines@example.com');
  assert.ok(ines.seen_at, 'she has been here');
  assert.equal(ines.has_password, false);

  // She administers nothing: the sections are not offered, and asking for them says why.
  await theirs.goto(new URL('/settings/members', link).href, { waitUntil: 'load' });
  await theirs.getByText('Diese Einstellungen gehören zur Rolle Administration.').waitFor();
  assert.equal(await theirs.getByRole('link', { name: 'Mitglieder' }).count(), 0);
  assert.equal(await theirs.evaluate(async () => (await fetch('/api/users')).status), 403);

  // Her account ends: her very next request is refused.
  await page.reload({ waitUntil: 'load' });
  await page.getByRole('button', { name: 'Mehr zu Ines Invitar' }).click();
  await page.getByRole('menuitem', { name: 'Konto beenden' }).click();
  await page.getByText('Das Konto von Ines Invitar ist beendet.').waitFor();
  assert.equal(await theirs.evaluate(async () => (await fetch('/api/session')).status), 401);
  await named(page, 'Ines Invitar').waitFor({ state: 'detached' });
  await page.getByLabel(/^Beendete zeigen/).check();
  await page.getByRole('button', { name: 'Mehr zu Ines Invitar' }).click();
  await page.getByRole('menuitem', { name: 'Konto wieder öffnen' }).click();
  await until(async () => (await members(api)).find((one) => one.id === ines.id).active, 'the account is open again');
});

test('an address is given once, and nobody ends their own account', async ({ visit, api }) => {
  const taken = (await members(api))[0].email;
  const page = await visit('/settings/members');
  const dialog = await invite(page, 'Zwei Zweifel', taken);
  await dialog.getByRole('button', { name: 'Einladen' }).click();
  await dialog.getByText(/hat schon jemand/).waitFor();
  await page.keyboard.press('Escape');
  const own = page.getByRole('listitem').filter({ hasText: 'angemeldet' });
  await own.getByRole('button', { name: /^Mehr zu/ }).click();
  await page.getByRole('menuitem', { name: 'Anmeldelink erzeugen' }).waitFor();
  assert.equal(await page.getByRole('menuitem', { name: 'Konto beenden' }).count(), 0);
});

test('roles are given, and a new link is made', async ({ visit, api }) => {
  const page = await visit('/settings/members');
  const name = 'Rolf Rolle';
  const { id } = await join(page, name);
  await page.reload({ waitUntil: 'load' });
  await page.getByRole('textbox', { name: 'Nach Name oder E-Mail suchen' }).fill(name);
  await page.getByRole('button', { name: `Mehr zu ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Rollen und Teams ändern' }).click();
  await page.getByRole('dialog').getByLabel('Disposition').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await until(async () => (await api.send('GET', '/organisation')).roles.find((role) => role.name === 'dispatch').members.includes(id), 'the role is given');
  await page.getByRole('button', { name: `Mehr zu ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Anmeldelink erzeugen' }).click();
  await page.getByText(`Anmeldelink für ${name}`).waitFor();
});

test('the members fit a phone', async ({ visit }) => {
  const page = await visit('/settings/members', { screen: PHONE });
  await page.getByRole('list', { name: 'Mitglieder' }).getByRole('listitem').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});
