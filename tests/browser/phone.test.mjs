// No screen of a phone scrolls sideways, down to the narrowest one.
import assert from 'node:assert/strict';
import { PHONE } from './lib/browser.mjs';
import { test, until } from './lib/suite.mjs';

for (const width of [390, 320]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ visit, api }) => {
    const person = await api.create('person', { first_name: 'Maximiliane-Theodora', last_name: 'Freifrau von Hohenlohe-Waldenburg', emails: [{ value: 'eine.sehr.lange.adresse.ohne.ende@verwaltung.example.com' }] });
    const { views } = await api.object('deal');
    const board = views.find((view) => view.kind === 'board');
    const paths = ['/today', '/d/person', '/d/company', `/d/deal/v/${board.id}`, `/d/person/r/${person.id}`, `/d/person?peek=${person.id}`, '/import', '/trash', '/settings/profile', '/settings/kits', '/settings/users', '/settings/keys'];
    const page = await visit(paths[0], { screen: { ...PHONE, viewport: { width, height: 700 } } });
    const wide = [];
    for (const path of paths) {
      await page.goto(new URL(path, page.url()).href, { waitUntil: 'load' });
      await page.getByRole('heading').first().waitFor();
      const actual = await page.evaluate(() => document.documentElement.scrollWidth);
      if (actual > width) wide.push(`${path}: ${actual} px`);
    }
    assert.deepEqual(wide, []);
  });
}

test('on a phone a grouped view is a list with headings that fold', async ({ visit }) => {
  const page = await visit('/d/person?g=category', { screen: PHONE });
  const heading = page.getByRole('button', { name: /^A\s*\d+$/ });
  await heading.waitFor();
  await until(async () => (await page.getByRole('listitem').filter({ hasText: '@' }).count()) > 0, 'records stand below the heading');
  assert.equal(await heading.getAttribute('aria-expanded'), 'true');
  await heading.click();
  await until(async () => (await heading.getAttribute('aria-expanded')) === 'false', 'the group is folded');
  await page.getByRole('button', { name: /^B\s*\d+$/ }).waitFor();
});
