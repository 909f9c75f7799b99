// Requests as programs make them, so that answers can be compared with the API description: what is listed is read,
// a person is made, changed by two, thrown away and brought back, a file is imported and taken back.

// `ask(method, path, body)` sends one and answers its JSON.
export async function makeFriendlyRequests(ask) {
  for (const path of ['/health', '/api/openapi.json', '/api/session', '/api/users', '/api/access/rules', '/api/access/sets', '/api/access/protection', '/api/kits', '/api/search?q=m%C3%BCller', '/api/pick/person', '/api/changes', '/api/notices', '/api/approvals', '/api/organisation', '/api/organisation/log', '/api/territories/find?country=DE&postal_code=80331'])
    await ask('GET', path);
  const { objects } = await ask('GET', '/api/objects');
  for (const object of objects) await readObject(ask, object);
  await writePerson(ask);
  await writeAroundThem(ask);
  await importFile(ask);
}

async function readObject(ask, { name, fields }) {
  const at = `/api/objects/${name}`;
  const { records } = await ask('POST', `${at}/query`, { limit: 2, count: true });
  await ask('POST', `${at}/query`, { limit: 2, count: 'exact', offset: 1, search: 'a' });
  await ask('POST', `${at}/count`, {});
  for (const field of fields) {
    await ask('POST', `${at}/query`, { group: field.name });
    await ask('POST', `${at}/query`, { aggregates: [`sum(${field.name})`, `count(${field.name})`] });
    if (field.type === 'status') await ask('POST', `${at}/board`, { field: field.name, limit: 2 });
  }
  for (const { id } of records) {
    for (const path of ['', '/timeline', '/approval']) await ask('GET', `${at}/records/${id}${path}`);
    for (const question of ['explain', 'who', 'shares']) await ask('GET', `/api/access/${question}?object=${name}&id=${id}`);
    for (const field of fields) if (field.relation?.cardinality === 'many') await ask('GET', `${at}/records/${id}/related/${field.name}`);
  }
}

async function writePerson(ask) {
  const at = '/api/objects/person';
  const fields = { last_name: 'Vertrag', emails: ['v@kontor.example'] };
  const { record: { id } } = await ask('POST', `${at}/records`, { fields });
  await ask('POST', `${at}/records?duplicates=refuse`, { fields });
  await ask('POST', `${at}/duplicates`, { fields });
  for (const change of [{ role: 'A' }, { role: 'B' }, { department: 'C' }]) await ask('PATCH', `${at}/records/${id}`, { base_version: 1, fields: change });
  await ask('GET', `${at}/records/${id}/timeline`);
  const { change } = await ask('DELETE', `${at}/records/${id}`);
  await ask('POST', `${at}/trash`, {});
  await ask('POST', `/api/changes/${change}/undo`);
  for (const birthday of ['1980-02-01', 'nonsense']) await ask('POST', `${at}/bulk`, { ids: [id], action: 'update', fields: { birthday } });
  const { view } = await ask('POST', `${at}/views`, { label: { de: 'x', en: 'x' }, kind: 'table', filter: '', sort: [], settings: {}, shared: false });
  await ask('PATCH', `/api/views/${view.id}`, { filter: 'last_name = "x"' });
  await ask('DELETE', `/api/views/${view.id}`);
}

async function writeAroundThem(ask) {
  await ask('POST', '/api/organisation/teams', { name: 'Messe' });
  const { id } = await ask('POST', '/api/territories', { name: 'Süd' });
  await ask('PATCH', `/api/territories/${id}`, { prefixes: ['80'] });
  await ask('GET', '/api/territories');
  const { text, examples } = await ask('GET', '/api/access/rules');
  for (const step of ['preview', 'lint', 'rules/read']) await ask('POST', `/api/access/${step}`, { text });
  await ask('PUT', '/api/access/rules', { text, examples });
}

async function importFile(ask) {
  const { import: { id } } = await ask('POST', '/api/imports?object=person&filename=a.csv', 'Vorname;Nachname;Geburtstag\nA;B;31.2.80\n');
  for (const step of ['check', 'run', 'undo']) {
    const { job } = await ask('POST', `/api/imports/${id}/${step}`);
    while (job && ['waiting', 'running'].includes((await ask('GET', `/api/jobs/${job.id}`)).job.state)) await new Promise((done) => setTimeout(done, 20));
    await ask('GET', `/api/imports/${id}`);
  }
  for (const path of ['/api/imports', '/api/jobs']) await ask('GET', path);
}
