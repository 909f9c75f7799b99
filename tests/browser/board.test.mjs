// The board: cards move by mouse, by finger, by keyboard and by menu; the ways out ask what they must.
import assert from 'node:assert/strict';
import { PHONE } from './lib/browser.mjs';
import { test, until } from './lib/suite.mjs';

async function openBoard({ visit, api }, name, options) {
  const deal = await api.create('deal', { name, stage: 'qualification', pipeline: 'new_business', value: { amount: '1200', currency: 'EUR' } });
  const { views } = await api.object('deal');
  const view = views.find((candidate) => candidate.kind === 'board');
  const page = await visit(`/d/deal/v/${view.id}`, options);
  const card = page.locator(`[data-card="${deal.id}"]`);
  await card.waitFor();
  return {
    page, card, deal,
    lane: (key) => page.locator(`[data-lane="${key}"]`),
    fields: async () => (await api.record('deal', deal.id)).fields,
    isIn: (stage) => until(async () => (await api.record('deal', deal.id)).fields.stage === stage, `the deal is in ${stage}`),
  };
}

async function middle(locator) {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
}

async function liftWithMouse(page, card) {
  const from = await middle(card);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 12, { steps: 3 });
  await page.locator('[data-card][data-dragging]').waitFor();
}

test('a card is dragged to the next column with the mouse', async (tools) => {
  const { page, card, lane, isIn, deal } = await openBoard(tools, 'Mit der Maus');
  await liftWithMouse(page, card);
  const to = await middle(lane('contacted'));
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.locator('[data-lane=contacted][data-over]').waitFor();
  await page.mouse.up();
  await isIn('contacted');
  await lane('contacted').locator(`[data-card="${deal.id}"]`).waitFor();
});

test('a card is dropped with the mouse on a zone that grows when it is lifted', async (tools) => {
  const { page, card, isIn } = await openBoard(tools, 'Gewonnen mit der Maus');
  await liftWithMouse(page, card);
  const to = await middle(page.getByRole('group', { name: 'Abschließen' }).locator('[data-kind=won]'));
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await isIn('won');
  await card.waitFor({ state: 'detached' });
});

test('Strg Z brings a moved card back', async (tools) => {
  const { page, card, lane, isIn, deal } = await openBoard(tools, 'Hin und zurück');
  await card.getByRole('button', { name: /verschieben/ }).click();
  await page.getByRole('menuitem', { name: 'Angebot', exact: true }).click();
  await isIn('quote');
  await lane('quote').locator(`[data-card="${deal.id}"]`).waitFor();
  await page.keyboard.press('Control+z');
  await isIn('qualification');
  await lane('qualification').locator(`[data-card="${deal.id}"]`).waitFor();
});

test('a card is dragged with a finger after a long press', async (tools) => {
  const { page, card, isIn } = await openBoard(tools, 'Mit dem Finger', { screen: PHONE });
  await card.scrollIntoViewIfNeeded();
  const input = await page.context().newCDPSession(page);
  const touch = (type, point) => input.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
  const from = await middle(card);
  await touch('touchStart', from);
  await page.locator('[data-card][data-dragging]').waitFor();
  const to = await middle(page.getByRole('group', { name: 'Abschließen' }).locator('[data-kind=won]'));
  for (let step = 1; step <= 10; step++) {
    await touch('touchMove', { x: from.x + ((to.x - from.x) * step) / 10, y: from.y + ((to.y - from.y) * step) / 10 });
  }
  await page.locator('[data-kind=won][data-over]').waitFor();
  await touch('touchEnd');
  await isIn('won');
});

test('a card is moved with the keyboard', async (tools) => {
  const { page, card, isIn } = await openBoard(tools, 'Mit der Tastatur');
  await card.getByRole('button', { name: 'Mit der Tastatur', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.locator('[data-card][data-dragging]').waitFor();
  await page.locator('[data-lane=qualification][data-over]').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-lane=contacted][data-over]').waitFor();
  await page.keyboard.press('Space');
  await isIn('contacted');
});

test('Esc puts a lifted card back', async (tools) => {
  const { page, card, fields } = await openBoard(tools, 'Doch nicht');
  await card.getByRole('button', { name: 'Doch nicht', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.locator('[data-card][data-dragging]').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await page.locator('[data-card][data-dragging]').waitFor({ state: 'detached' });
  assert.equal((await fields()).stage, 'qualification');
});

test('losing asks for the reason', async (tools) => {
  const { page, card, isIn, fields } = await openBoard(tools, 'Leider verloren');
  await card.getByRole('button', { name: /verschieben/ }).click();
  await page.getByRole('menuitem', { name: 'Verloren' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kein Budget' }).click();
  await isIn('lost');
  assert.equal((await fields()).loss_reason, 'no_budget');
  await card.waitFor({ state: 'detached' });
});

test('later asks for the day and remembers the column', async (tools) => {
  const { page, card, isIn, fields } = await openBoard(tools, 'Später vielleicht');
  await card.getByRole('button', { name: /verschieben/ }).click();
  await page.getByRole('menuitem', { name: 'Später' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nächste Woche' }).click();
  await isIn('later');
  const { later_on: day, later_stage: stage } = await fields();
  assert.equal(stage, 'qualification');
  assert.equal(new Date(`${day}T12:00:00Z`).getUTCDay(), 1, 'a Monday');
});

test('a column shows that it is too full, a card that it is left alone', async (tools) => {
  const { page, card, lane } = await openBoard(tools, 'Liegengeblieben');
  await page.getByRole('button', { name: 'Board einrichten' }).click();
  await page.getByRole('textbox', { name: 'Interessent qualifizieren: mehr Karten als' }).fill('1');
  await lane('qualification').getByText('Mehr als 1 Karte').waitFor();
  const changed = new Date((await tools.api.query('deal', `name = "Liegengeblieben"`, { fields: ['changed_at'] }))[0].fields.changed_at);
  await page.clock.setFixedTime(new Date(changed.getTime() + 20 * 86_400_000));
  const days = page.getByRole('textbox', { name: 'Interessent qualifizieren: unverändert seit Tagen' });
  await days.fill('30');
  await card.waitFor();
  assert.equal(await card.getByText('unverändert').count(), 0);
  await days.fill('14');
  await card.getByText('20 Tage unverändert').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await lane('qualification').getByText('Mehr als 1 Karte').waitFor({ state: 'detached' });
});
