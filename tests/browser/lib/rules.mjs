// Rules for a test, and as they were afterwards.

// Puts rules in force; what people gain or lose by them is confirmed.
export async function putRules(api, text) {
  try {
    await api.send('PUT', '/access/rules', { text });
  } catch (error) {
    if (!/rule\.confirm/.test(error.message)) throw error;
    const { confirm } = await api.send('POST', '/access/preview', { text });
    await api.send('PUT', '/access/rules', { text, confirm });
  }
}

export async function withRules(api, text, run) {
  const before = (await api.send('GET', '/access/rules?language=en')).text;
  if (text !== null) await putRules(api, text);
  try {
    await run();
  } finally {
    await putRules(api, before);
  }
}

export async function readySet(api, name) {
  const { sets } = await api.send('GET', '/access/sets?language=en');
  return sets.find((set) => set.name === name).text;
}
