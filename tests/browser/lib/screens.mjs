// Every screen of the client: where it is, how it is brought up, and what must be there before it is judged or shown.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FILES = resolve(import.meta.dirname, '../../fixtures/import');

const heading = (page) => page.getByRole('heading', { level: 1 }).first();
const dialog = (page) => page.getByRole('dialog').first();
const menu = (page) => page.getByRole('menu').first();
const button = (page, name) => page.getByRole('button', { name }).first();
const tab = (name) => (page) => page.getByRole('tab', { name }).click();
const click = (name) => (page) => button(page, name).click();

/** What the screens show, made once: a record of each kind, a deleted one, imports in every step. */
export async function prepareScreens({ api }) {
  const company = await api.create('company', { name: 'Rosenbaum Maschinenbau' });
  const person = await api.create('person', {
    first_name: 'Regula', last_name: 'Rosenbaum', role: 'Einkauf', company: company.id, emails: [{ value: 'regula@rosenbaum.example.com', label: 'work' }], phones: [{ value: '+49 221 998877' }],
  });
  const deal = await api.create('deal', { name: 'Neue Halle', stage: 'quote', pipeline: 'new_business', company: company.id, value: { amount: '12500', currency: 'EUR' } });
  await api.create('interaction', { subject: 'Besuch vor Ort', kind: 'meeting', people: [person.id] });
  await api.create('task', { subject: 'Angebot nachfassen', due: '2026-01-05', person: person.id });
  const waste = await api.create('person', { first_name: 'Wanda', last_name: 'Weg' });
  await api.send('DELETE', `/objects/person/records/${waste.id}`);
  const { views } = await api.object('deal');
  const board = views.find((view) => view.kind === 'board');
  return { company, person, deal, board: `/d/deal/v/${board.id}`, imports: await prepareImports(api) };
}

async function prepareImports(api) {
  const upload = async (file) => {
    const body = readFileSync(join(FILES, file));
    const answer = await fetch(`${api.url}/api/imports?${new URLSearchParams({ object: 'person', filename: file })}`, {
      method: 'POST', body, headers: { Authorization: `Bearer ${api.key}`, 'Content-Type': 'application/octet-stream' },
    });
    if (!answer.ok) throw new Error(`upload of ${file}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).import.id;
  };
  const reaches = async (id, states) => {
    for (;;) {
      const { import: item } = await api.send('GET', `/imports/${id}`);
      if (states.includes(item.state)) return;
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const mapping = await upload('ansprechpartner.csv');
  const checked = await upload('kaputt.csv');
  await api.send('POST', `/imports/${checked}/check`);
  await reaches(checked, ['checked']);
  const done = await upload('google.csv');
  await api.send('POST', `/imports/${done}/check`);
  await reaches(done, ['checked']);
  await api.send('POST', `/imports/${done}/run`);
  await reaches(done, ['done']);
  return { mapping, checked, done };
}

/** Screens behind the login. `open` brings up what the address alone does not; `only` names the size it exists in. */
export function screensOf({ person, deal, company, board, imports }) {
  const personPage = `/d/person/r/${person.id}`;
  const table = (page) => page.getByRole('gridcell').nth(3);
  const list = (page) => page.locator('[aria-posinset] button').first();
  const rows = (page) => table(page).or(list(page)).first();
  const card = (page) => page.locator('[data-card]').first();
  const editing = (page) => page.getByRole('main').getByRole('textbox', { name: 'Funktion' });
  const few = '/d/person?q=Becker'; // judging a thousand cells behind a menu takes ten seconds
  return [
    { name: 'today', path: '/today', ready: heading },
    { name: 'approvals', path: '/approvals', ready: heading },
    { name: 'notices', path: '/notices', ready: heading },
    { name: 'table', path: '/d/person', ready: rows },
    { name: 'table of deals', path: '/d/deal', ready: rows },
    { name: 'table, grouped', path: '/d/person?q=Becker&g=category', ready: rows },
    { name: 'cells marked', path: few, only: 'desktop', open: async (page) => {
      await page.locator('[data-cell="0/1"]').focus();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowRight');
    }, ready: (page) => page.locator('[data-marked]').nth(3) },
    { name: 'table, filtered', path: `/d/person?f=${encodeURIComponent('category = "customer"')}`, ready: (page) => page.getByRole('list', { name: 'Aktive Filter' }) },
    { name: 'table without a row', path: '/d/person?q=gibtesnichtqqq', ready: (page) => button(page, 'Suche leeren') },
    { name: 'filter builder', path: few, open: async (page) => {
      await rows(page).waitFor();
      await click(/^Filter/)(page);
      await button(page, 'Bedingung').click();
    }, ready: (page) => page.getByRole('combobox', { name: 'Vergleich' }) },
    { name: 'order', path: few, only: 'desktop', open: click('Sortieren'), ready: dialog },
    { name: 'fields', path: few, only: 'desktop', open: click('Felder'), ready: dialog },
    { name: 'column menu', path: few, only: 'desktop', open: click(/^Spalte /), ready: menu },
    { name: 'view menu', path: few, open: click('Ansicht: mehr'), ready: menu },
    { name: 'selection', path: few, only: 'desktop', open: (page) => page.locator('[data-cell="0/0"]').click(), ready: (page) => page.getByRole('toolbar', { name: 'Auswahl bearbeiten' }) },
    { name: 'cell being edited', path: '/d/person?q=Rosenbaum', only: 'desktop', open: async (page) => {
      await page.getByRole('gridcell', { name: 'Einkauf' }).click();
      await page.keyboard.press('F2');
    }, ready: (page) => page.getByRole('grid').getByRole('textbox') },
    { name: 'board', path: board, ready: card },
    { name: 'board, too much', path: board, open: async (page) => {
      await card(page).waitFor();
      await click('Board einrichten')(page);
      await page.getByRole('textbox', { name: /mehr Karten als/ }).last().fill('1');
    }, ready: (page) => page.getByText('Mehr als 1 Karte').first() },
    { name: 'card menu', path: board, open: (page) => page.getByRole('button', { name: /verschieben/ }).first().click(), ready: menu },
    { name: 'lost, why', path: board, open: async (page) => {
      await page.getByRole('button', { name: /verschieben/ }).first().click();
      await page.getByRole('menuitem', { name: 'Verloren' }).click();
    }, ready: dialog },
    { name: 'peek', path: `/d/person?peek=${person.id}`, ready: (page) => page.getByRole('tab', { name: 'Profil' }) },
    { name: 'person', path: personPage, ready: (page) => page.getByText('Besuch vor Ort').or(page.getByRole('tab', { name: 'Profil' })).first() },
    { name: 'field being edited', path: personPage, open: click('Funktion bearbeiten'), ready: editing },
    { name: 'history', path: personPage, only: 'phone', open: (page) => page.getByRole('tab', { name: 'Verlauf' }).click(), ready: (page) => page.getByText('Besuch vor Ort').first() },
    { name: 'relations', path: personPage, only: 'phone', open: (page) => page.getByRole('tab', { name: 'Bezüge' }).click(), ready: (page) => page.getByRole('link', { name: 'Rosenbaum Maschinenbau' }).first() },
    { name: 'postponing', path: personPage, open: click('Verschieben'), ready: menu },
    { name: 'deal', path: `/d/deal/r/${deal.id}`, ready: heading },
    { name: 'company', path: `/d/company/r/${company.id}`, ready: heading },
    { name: 'record that is not there', path: '/d/person/r/01900000-0000-7000-8000-000000000000', ready: (page) => page.getByText('gibt es nicht mehr').first() },
    { name: 'page that is not there', path: '/gibt/es/nicht', ready: (page) => page.getByRole('link', { name: 'Zur Startseite' }) },
    { name: 'quick add', path: '/d/person', open: click(/^Neu$/), ready: (page) => dialog(page).getByLabel('Vorname') },
    { name: 'quick add, pasted signature', path: '/d/person', open: async (page) => {
      await click(/^Neu$/)(page);
      await click('Signatur oder Visitenkarte einfügen')(page);
      await dialog(page).getByRole('textbox', { name: 'Signatur oder Visitenkarte einfügen' }).fill('Frau Dr. Olga Muster\nMuster & Söhne GmbH\nolga@muster.example');
    }, ready: (page) => button(page, 'Firma „Muster & Söhne GmbH“ anlegen') },
    { name: 'quick add of a deal', path: board, open: click(/^Neu$/), ready: (page) => dialog(page).getByRole('textbox').first() },
    { name: 'search', path: '/today', open: async (page) => {
      await click(/^Suche/)(page);
      await page.getByRole('combobox', { name: 'Suche' }).fill('Rosenbaum');
    }, ready: (page) => page.getByRole('option', { name: /Rosenbaum/ }).first() },
    { name: 'search without a hit', path: '/today', open: async (page) => {
      await click(/^Suche/)(page);
      await page.getByRole('combobox', { name: 'Suche' }).fill('xqxqxqxq');
    }, ready: (page) => page.getByText('Nichts gefunden').first() },
    { name: 'keys', path: '/today', only: 'desktop', open: (page) => page.keyboard.press('?'), ready: dialog },
    { name: 'user menu', path: '/today', only: 'desktop', open: (page) => page.getByRole('navigation').getByRole('button').first().click(), ready: menu },
    { name: 'more', path: '/today', only: 'phone', open: click('Mehr'), ready: menu },
    { name: 'import', path: '/import', ready: heading },
    { name: 'import, columns', path: `/import/${imports.mapping}`, ready: (page) => button(page, /Prüf/) },
    { name: 'import, check', path: `/import/${imports.checked}`, ready: (page) => button(page, /importieren|Zurück/) },
    { name: 'import, result', path: `/import/${imports.done}`, ready: (page) => button(page, 'Import zurücknehmen') },
    { name: 'trash', path: '/trash?object=person', ready: (page) => button(page, /^Wiederherstellen: /) },
    { name: 'empty trash', path: '/trash?object=task', ready: (page) => page.getByText(/Keine gelöschten/) },
    ...['profile', 'security', 'kits', 'organisation', 'territories', 'keys'].map((section) => ({
      name: `settings, ${section}`, path: `/settings/${section}`, ready: (page) => page.getByRole('main').getByRole('heading', { level: 1 }),
    })),
    { name: 'settings, members', path: '/settings/members', ready: (page) => page.getByRole('button', { name: /^Mehr zu/ }).first() },
    { name: 'settings, invite', path: '/settings/members', open: click('Einladen'), ready: dialog },
    { name: 'settings, member menu', path: '/settings/members', open: (page) => page.getByRole('button', { name: /^Mehr zu/ }).first().click(), ready: menu },
    { name: 'settings, roles of a member', path: '/settings/members', open: async (page) => {
      await page.getByRole('button', { name: /^Mehr zu/ }).first().click();
      await page.getByRole('menuitem', { name: 'Rollen und Teams ändern' }).click();
    }, ready: dialog },
    { name: 'settings, not an administrator', path: '/settings/members', before: (page) => page.route('**/api/session', asAnybody), ready: (page) => page.getByText('Rolle Administration').first() },
    { name: 'rules, matrix', path: '/settings/rules', ready: (page) => page.getByRole('table') },
    { name: 'rules, cell', path: '/settings/rules', open: (page) => page.getByRole('button', { name: /, sehen: ja/ }).first().click(), ready: dialog },
    { name: 'rules, form', path: '/settings/rules', open: click(/^Regel „/), ready: dialog },
    { name: 'rules, text', path: '/settings/rules', open: tab('Text'), ready: (page) => page.getByText(/Regeln?, (alle )?lesbar/) },
    { name: 'rules, completion', path: '/settings/rules', open: async (page) => {
      await tab('Text')(page);
      await page.getByRole('textbox', { name: 'Regeln als Text' }).fill('- regel: Probe\n  auf: Chance\n  darf: [sehen, l');
      await page.getByRole('textbox', { name: 'Regeln als Text' }).press('Control+ ');
    }, ready: (page) => page.getByRole('option', { name: 'löschen' }) },
    { name: 'rules, mistake', path: '/settings/rules', open: async (page) => {
      await tab('Text')(page);
      await page.getByRole('textbox', { name: 'Regeln als Text' }).fill('- regel: Probe\n  auf: Chance\n  für: intern\n  darf: sehen\n  wenn: Umsatzz > 3\n');
    }, ready: (page) => page.getByText('Zeile 5:') },
    { name: 'rules, ready sets', path: '/settings/rules', open: tab('Vorlagen'), ready: (page) => button(page, /^Vorlage Franchise ansehen/) },
    { name: 'rules, a ready set', path: '/settings/rules', open: async (page) => {
      await tab('Vorlagen')(page);
      await click('Vorlage Handelsvertreter ansehen')(page);
    }, ready: (page) => dialog(page).getByText('Grenze', { exact: true }).first() },
    { name: 'rules, preview', path: '/settings/rules', open: async (page) => {
      await tab('Vorlagen')(page);
      await click('Vorlage DSGVO streng übernehmen')(page);
      await click('Wirkung prüfen')(page);
    }, ready: (page) => button(page, /^In Kraft setzen/) },
    { name: 'rules, hints', path: '/settings/rules', open: async (page) => {
      await tab('Text')(page);
      await page.getByRole('textbox', { name: 'Regeln als Text' }).fill('- rule: a\n  applies_to: deal\n  for: staff\n  may: see\n- rule: b\n  applies_to: deal\n  for: staff\n  may: see\n');
    }, ready: (page) => page.getByRole('region', { name: 'Hinweise' }) },
    { name: 'log', path: '/settings/audit', ready: (page) => page.getByText(/Noch nichts protokolliert|Rolle Prüfung/).or(page.getByRole('list', { name: 'Protokoll' }).getByRole('listitem').first()).first() },
    { name: 'view as somebody', path: '/settings/members', before: (page) => page.route('**/api/session', asViewing), ready: (page) => button(page, 'Beenden') },
    { name: 'rules, draft', path: '/settings/rules', open: async (page) => {
      await tab('Vorlagen')(page);
      await click('Vorlage Handelsvertreter übernehmen')(page);
    }, ready: (page) => page.getByRole('button', { name: /^Alle Externen, exportieren: nie/ }) },
    ...['Teilen', 'Warum sehe ich das?', 'Wer sieht das?'].map((item) => ({
      name: `record, ${item}`, path: personPage, open: async (page) => {
        await click('Eintrag: mehr')(page);
        await page.getByRole('menuitem', { name: item }).click();
      }, ready: (page) => dialog(page).getByText(/^Mit niemandem|darfst diesen|^Erlaubt|^\d+ Person/).first(),
    })),
    { name: 'server does not answer', path: '/d/person', before: (page) => page.route('**/api/objects/person/query', (route) => route.abort()), ready: (page) => button(page, 'Noch einmal'), busy: true },
    { name: 'no right', path: '/d/person', before: (page) => page.route('**/api/objects/person/query', refuse), ready: (page) => page.getByText('Das darfst du nicht').first(), busy: true },
    { name: 'still loading', path: '/d/person', before: (page) => page.route('**/api/objects/person/query', () => new Promise(() => {})), ready: (page) => page.locator('[data-placeholder], [aria-busy=true]').first(), busy: true },
    { name: 'offline', path: '/today', open: (page) => page.context().setOffline(true), after: (page) => page.context().setOffline(false), ready: (page) => page.getByText('Keine Verbindung zum Server') },
  ];
}

function refuse(route) {
  const error = { code: 'forbidden', key: 'error.access.forbidden', message: 'Das darfst du nicht.', params: {} };
  return route.fulfill({ status: 403, contentType: 'application/json', body: JSON.stringify({ error }) });
}

/** The session of somebody who administers nothing. */
async function asAnybody(route) {
  const answer = await route.fetch();
  return route.fulfill({ response: answer, json: { ...(await answer.json()), can: { administer: false, rules_of: [] } } });
}

/** The session of somebody who looks through another person's eyes. */
async function asViewing(route) {
  const answer = await route.fetch();
  const viewing = { user: { id: '1', name: 'Ben Müller' }, kind: 'emergency', reason: 'Vertretung im Urlaub', since: '2026-01-05T10:00:00Z', until: '2026-01-05T10:30:00Z' };
  return route.fulfill({ response: answer, json: { ...(await answer.json()), viewing } });
}

/** Brings a screen up on a page that is logged in. */
export async function bringUp(page, base, screen) {
  await screen.before?.(page);
  await page.goto(base + screen.path, { waitUntil: 'load' });
  if (screen.open) {
    await heading(page).waitFor();
    await screen.open(page);
  }
  await screen.ready(page).waitFor();
  // What is still loading says so; what moves ends: then the screen is as it stays.
  if (!screen.busy) await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect.getTiming().iterations === Infinity));
}

/** Takes back what a screen did to its page. */
export async function putDown(page, screen) {
  await screen.after?.(page);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}
