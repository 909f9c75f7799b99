// The page of a record: writing down, next step, fields, two people at once.
import assert from 'node:assert/strict';
import { test, until } from './lib/suite.mjs';

test('a call is written down and stands in the history', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Anton', last_name: 'Anrufer' });
  const page = await visit(`/d/person/r/${person.id}`);
  const composer = page.getByRole('region', { name: 'Festhalten' });
  await composer.getByRole('tab', { name: 'Anruf' }).click();
  const text = composer.getByRole('textbox', { name: 'Worum ging es im Anruf?' });
  await text.fill('Rückruf gewünscht\nBitte am Freitag.');
  await text.press('Control+Enter');
  const call = await until(async () => {
    const { entries } = await api.send('GET', `/objects/person/records/${person.id}/timeline`);
    return entries.find((entry) => entry.kind === 'record' && entry.record.object === 'interaction');
  }, 'the call is saved');
  await page.getByRole('link', { name: 'Rückruf gewünscht' }).or(page.getByText('Bitte am Freitag.')).first().waitFor();
  assert.equal(call.record.title, 'Rückruf gewünscht');
  const kept = await api.record('interaction', call.record.id);
  assert.equal(kept.fields.kind, 'phone');
});

test('the next step is done and the following one planned', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Sina', last_name: 'Schritt' });
  const first = await api.create('task', { subject: 'Unterlagen schicken', due: '2026-01-05', person: person.id });
  const page = await visit(`/d/person/r/${person.id}`);
  await page.getByRole('link', { name: 'Unterlagen schicken' }).first().waitFor();
  await page.getByRole('button', { name: 'Erledigt', exact: true }).click();
  const plan = page.getByRole('form', { name: 'Jetzt planen' });
  await plan.getByRole('textbox', { name: 'Was ist der nächste Schritt?' }).fill('Nachfassen');
  await plan.getByRole('button', { name: 'Nächste Woche' }).click();
  await plan.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('link', { name: 'Nachfassen' }).first().waitFor();
  assert.equal((await api.record('task', first.id)).fields.done, true);
  const [planned] = await api.query('task', `person = "${person.id}" and done = false`, { fields: ['subject', 'due'] });
  assert.equal(planned.fields.subject, 'Nachfassen');
  assert.equal(new Date(`${planned.fields.due}T12:00:00Z`).getUTCDay(), 1);
});

test('a field is edited in place', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Fritz', last_name: 'Feldmann', role: 'Lager' });
  const page = await visit(`/d/person/r/${person.id}`);
  await page.getByRole('button', { name: 'Funktion bearbeiten' }).focus();
  await page.keyboard.press('Enter');
  const input = page.getByRole('textbox', { name: 'Funktion' });
  await input.fill('Versand');
  await input.press('Enter');
  await until(async () => (await api.record('person', person.id)).fields.role === 'Versand', 'the field is saved');
});

test('two people change one field: the second is asked', async ({ visit, api }) => {
  const person = await api.create('person', { first_name: 'Konrad', last_name: 'Konflikt', role: 'alt' });
  const page = await visit(`/d/person/r/${person.id}`);
  const edit = async (on, text) => {
    await on.getByRole('button', { name: 'Funktion bearbeiten' }).focus();
    await on.keyboard.press('Enter');
    const input = on.getByRole('textbox', { name: 'Funktion' });
    await input.fill(text);
    return input;
  };
  const mine = await edit(page, 'meine');
  const other = await visit(`/d/person/r/${person.id}`);
  await (await edit(other, 'fremde')).press('Enter');
  await until(async () => (await api.record('person', person.id)).fields.role === 'fremde', 'the first one is saved');
  await mine.press('Enter');
  const dialog = page.getByRole('dialog', { name: /wurde inzwischen geändert/ });
  await dialog.getByText('fremde').waitFor();
  assert.equal((await api.record('person', person.id)).fields.role, 'fremde', 'nothing is overwritten unasked');
  await dialog.getByRole('radio').last().check();
  await dialog.getByRole('button', { name: 'Übernehmen' }).click();
  await until(async () => (await api.record('person', person.id)).fields.role === 'meine', 'the choice is saved');
});
