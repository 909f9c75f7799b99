// The first visit of a new workspace, and coming in by a printed link.
import assert from 'node:assert/strict';
import { startServer } from './lib/server.mjs';
import { test, until } from './lib/suite.mjs';

test('a new workspace: account, kit, first record', async ({ open }) => {
  const server = await startServer({ demo: false });
  try {
    const link = await until(() => /http:\S+\/setup\?token=\S+/.exec(server.output() + server.log())?.[0], 'the server prints its link');
    const page = await open(link);
    await page.getByLabel('Name', { exact: true }).fill('Erika Muster');
    await page.getByLabel('E-Mail', { exact: true }).fill('erika@example.com');
    await page.getByLabel('Passwort', { exact: true }).fill('ein langes Passwort');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByLabel(/Beispieldaten mit anlegen/).uncheck();
    await page.getByRole('button', { name: 'Hinzufügen: Personen' }).click();
    await page.getByText('Eingerichtet', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('link', { name: 'Kontor öffnen' }).click();
    await page.waitForURL('**/today');
    await page.getByRole('link', { name: 'Personen' }).click();
    await page.waitForURL('**/d/person**');
    await page.getByRole('button', { name: 'Neu', exact: true }).first().click();
    await page.getByLabel('Nachname').fill('Erste');
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.waitForURL(/peek=/);
    const id = new URL(page.url()).searchParams.get('peek');
    const answer = await page.evaluate(async (path) => (await fetch(path)).json(), `/api/objects/person/records/${id}`);
    assert.equal(answer.record.fields.last_name, 'Erste');
    const { set_up: done } = await (await fetch(`${server.url}/health`)).json();
    assert.equal(done, true);
  } finally {
    await server.stop();
  }
});

test('a printed link lets in once', async ({ server, open }) => {
  const link = await server.loginLink();
  const page = await open(link);
  await page.waitForURL('**/today');
  await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor();
  const second = await open(link);
  await second.getByText('Die Anmeldung stimmt nicht').waitFor();
  assert.equal(await second.evaluate(async () => (await fetch('/api/session')).status), 401);
});
