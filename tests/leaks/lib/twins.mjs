// Two copies of a world made different in what one reader must not see, and in nothing else.
//
// What is hidden changes in one copy only: other values, records fewer and more, links to what is
// seen. Hidden fields of seen records change in both at the same places, to different values with
// the same mask, because that something was changed, and when, may be known.
import { counts, mode } from './policy.mjs';
import { Mint } from './secrets.mjs';
import { companyFields, dealFields, personFields, personSecrets } from './world.mjs';
import { Client } from './wire.mjs';

const IMPORTED = 5;

// side: 0 or 1.
export class Twin {
  constructor(world, principal, side, seed) {
    this.world = world;
    this.principal = principal;
    this.side = side;
    this.mint = new Mint(seed * 2 + side, 130 + side * 100);
    this.secrets = []; // what the reader must never see
    this.ids = []; // of records the reader must never hear of
    this.secrets.push(...world.marks);
    for (const record of world.records) this.#note(record);
  }

  mode(record) {
    return mode(this.principal, record);
  }

  #note(record) {
    const { secrets, words } = record;
    const how = this.mode(record);
    const inner = [secrets.character, secrets.revenue].filter(Boolean);
    if (how === 'none') this.ids.push(record.id);
    const personal = record.object === 'person' ? words : inner;
    this.secrets.push(...(how === 'none' ? words : how === 'mask' ? personal : inner));
  }

  async alter(url) {
    this.url = url;
    this.keeper = new Client(url, { key: this.world.key });
    const living = this.world.records.filter((record) => !record.trashed);
    for (const record of living) if (this.mode(record) !== 'none') await this.#alterSeen(record);
    if (this.side === 0) return;
    for (const record of living) if (this.mode(record) === 'none') await this.#alterHidden(record);
    if (!counts(this.principal)) await this.#addHidden();
  }

  #change(record, fields) {
    return this.keeper.ask('PATCH', `/api/objects/${record.object}/records/${record.id}`, { fields });
  }

  async #alterSeen(record) {
    const { object } = record;
    if (object === 'person') {
      const made = personSecrets(this.mint);
      this.secrets.push(made.character);
      if (this.mode(record) === 'read') return void (await this.#change(record, { character_notes: made.character }));
      this.secrets.push(...Object.values(made));
      this.masked ??= made; // stands behind a mask now
      const postal = record.territory === '80' ? '80331' : '50667';
      await this.#change(record, { ...personFields(made), address: { street: made.street, postal_code: postal, country: 'DE' } });
    } else if (object === 'company') {
      const revenue = `${this.mint.digits(8)}.17`;
      this.secrets.push(revenue);
      await this.#change(record, { annual_revenue: { amount: revenue, currency: 'EUR' } });
    } else if (object === 'deal') {
      // Another of the companies the reader does not see.
      const hidden = this.world.records.filter((other) => other.object === 'company' && other.id !== record.crosses && this.mode(other) === 'none');
      const company = record.crosses && this.mode(this.world.byId(record.crosses)) === 'none' && hidden[this.side + 2];
      if (company) await this.#change(record, { company: company.id });
    }
  }

  async #alterHidden(record) {
    const { mint } = this;
    const made = record.object === 'person' ? personSecrets(this.mint) : Object.fromEntries(Object.keys(record.secrets).map((name) => [name, name === 'revenue' ? `${mint.digits(8)}.17` : name === 'value' ? record.secrets.value : mint.word()]));
    if (record.object === 'deal' && !counts(this.principal)) made.value = `${mint.digits(7)}.23`;
    this.secrets.push(...Object.values(made));
    if (!counts(this.principal) && mint.random(4) === 0) return void (await this.keeper.ask('DELETE', `/api/objects/${record.object}/records/${record.id}`));
    const fields = { person: personFields, company: companyFields, deal: dealFields }[record.object] ?? ((texts) => texts);
    // Never less confidential: that is for whom it is hidden.
    const more = counts(this.principal) ? {} : { confidential: record.confidential || mint.random(2) === 0 };
    // What is counted keeps what it is grouped and added up by.
    const shown = fields(made);
    if (counts(this.principal)) for (const kept of ['annual_revenue', 'birthday', 'phones', 'emails']) delete shown[kept];
    await this.#change(record, { ...shown, ...more });
  }

  async #addHidden() {
    const owner = this.world.users[this.principal.name === 'max' && !this.principal.views ? 'emil' : 'max'];
    const make = async (object, secrets, fields) => {
      this.secrets.push(...Object.values(secrets));
      const { record } = await this.keeper.ask('POST', `/api/objects/${object}/records`, { fields: { ...fields, owner } });
      this.ids.push(record.id);
      return record.id;
    };
    const { mint } = this;
    const seen = (object) => this.world.records.find((record) => record.object === object && !record.trashed && !record.territory && this.mode(record) !== 'none')?.id;
    const company = { name: mint.word(), notes: mint.word(), revenue: `${mint.digits(8)}.17` };
    const at = await make('company', company, companyFields(company));
    for (let i = 0; i < 3; i++) {
      const texts = personSecrets(this.mint);
      const person = await make('person', texts, { ...personFields(texts), company: at });
      const deal = { name: mint.word(), notes: mint.word(), value: `${mint.digits(7)}.23` };
      await make('deal', deal, { ...dealFields(deal), person: seen('person') ?? person, company: at });
      const call = { subject: mint.word(), notes: mint.word() };
      await make('interaction', call, { ...call, people: [person, seen('person')].filter(Boolean) });
      const task = { subject: mint.word(), notes: mint.word() };
      await make('task', task, { ...task, deal: seen('deal') ?? null, person: seen('person') ?? person });
    }
    await this.#share(at, owner);
    if (seen('person')) await this.#linkAndUnlink(seen('person'), make);
    await this.#import();
  }

  // Something hidden was tied to what is seen, and no longer is.
  async #linkAndUnlink(person, make) {
    const call = { subject: this.mint.word(), notes: this.mint.word() };
    const id = await make('interaction', call, call);
    const { change } = await this.keeper.ask('PATCH', `/api/objects/interaction/records/${id}`, { fields: { people: [person] } });
    await this.keeper.ask('POST', `/api/changes/${change}/undo`);
  }

  #share(id) {
    return this.keeper.ask('POST', '/api/access/shares', { object: 'company', id, kind: 'user', with: this.world.users.gustav, action: 'read' });
  }

  // Somebody brings a file in; its records belong to the keeper.
  async #import() {
    const words = Array.from({ length: IMPORTED }, () => this.mint.word());
    this.secrets.push(...words);
    const answer = await this.keeper.send('POST', '/api/imports?object=person&filename=x.csv', `Vorname;Nachname\r\n${words.map((word) => `Al;${word}`).join('\r\n')}\r\n`);
    const { id } = JSON.parse(answer.body).import;
    for (const step of ['check', 'run']) await this.keeper.job((await this.keeper.ask('POST', `/api/imports/${id}/${step}`)).job.id);
  }
}
