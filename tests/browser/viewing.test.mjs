// Seeing as somebody else: under a banner, read-only, told in the log; break-glass takes a reason.
import assert from 'node:assert/strict';
import { test } from './lib/suite.mjs';

async function invite(page, name) {
  return page.evaluate(async (body) => {
    const answer = await fetch('/api/users', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify(body) });
    return answer.json();
  }, { name, email: `${name.replaceAll(' ', '.').toLowerCase()}@example.com` });
}

// A login of its own: what a session sees belongs to it, and the other tests share theirs.
async function start(open, server, name) {
  const page = await open(await server.loginLink());
  await page.waitForURL('**/today');
  await invite(page, name);
  await page.goto(`${server.url}/settings/members`, { waitUntil: 'load' });
  await page.getByRole('button', { name: `Mehr zu ${name}` }).click();
  return page;
}

const create = (page) => page.evaluate(async () => {
  const answer = await fetch('/api/objects/person/records', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Kontor-CSRF': '1' }, body: JSON.stringify({ fields: { last_name: 'Nein' } }) });
  return answer.status;
});

test('an administrator sees as somebody else, changes nothing, and comes back', async ({ open, server }) => {
  const page = await start(open, server, 'Vera Ansicht');
  await page.getByRole('menuitem', { name: 'Ansicht als diese Person' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ansicht beginnen' }).click();
  await page.getByRole('status').getByText('Ansicht als Vera Ansicht').waitFor();
  assert.equal(await create(page), 403);
  await page.goto(`${server.url}/d/person`, { waitUntil: 'load' });
  await page.getByText('Ansicht als Vera Ansicht').waitFor();
  await page.getByRole('button', { name: 'Beenden' }).click();
  await page.waitForURL('**/settings/members');
  await page.getByRole('button', { name: 'Einladen' }).waitFor();
  assert.equal(await page.getByText('Ansicht als Vera Ansicht').count(), 0);
  assert.equal(await create(page), 201);
});

test('break-glass asks for a reason and stands in the log', async ({ open, server }) => {
  const page = await start(open, server, 'Nora Notfall');
  await page.getByRole('menuitem', { name: 'Notzugriff' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Grund').fill('kurz');
  await dialog.getByRole('button', { name: 'Notzugriff beginnen' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Grund').fill('Kundin ruft an, Nora ist krank');
  await dialog.getByRole('button', { name: 'Notzugriff beginnen' }).click();
  await page.getByText('Notzugriff als Nora Notfall').waitFor();
  await page.getByRole('button', { name: 'Beenden' }).click();
  await page.waitForURL('**/settings/members');
  await page.goto(`${server.url}/settings/audit`, { waitUntil: 'load' });
  await page.getByLabel('Nur, was mich betrifft').check();
  await page.getByRole('list', { name: 'Protokoll' }).getByText('Grund: Kundin ruft an, Nora ist krank').first().waitFor();
});
