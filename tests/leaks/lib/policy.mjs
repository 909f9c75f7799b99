// The rules of the tested house, and the same said once more as plain conditions: who may know what.
export const RULES = `
- rule: keeper
  applies_to: all
  for: role keeper
  may: [see, read, edit, delete, count, create, assign, link, share, export]
  fields: {personal: edit, special: edit, internal: edit}
- rule: own
  applies_to: all
  for: all
  may: [see, read, edit, delete, create, link, share, export]
  when: owner = me
  fields: {personal: edit}
- rule: standing in
  applies_to: all
  for: all
  may: [see, read]
  when: owner in my.deputies
  fields: {personal: read}
- rule: superiors
  applies_to: all
  for: head
  may: [see, read, assign]
  when: owner in my.reports(1)
- rule: consolidated
  applies_to: all
  for: head of company
  may: [see, read, count]
  when: unit below my.headed
- rule: figures
  applies_to: all
  for: role controlling
  may: count
- rule: territories
  applies_to: all
  for: staff
  may: [see, read]
  when: territory in my.territories
  fields: {personal: read}
- limit: company wall
  applies_to: all
  for: external
  only when: owner = me or organisation below my.organisation or shared with me
- forbid: confidential
  applies_to: all
  for: head
  may never: see
  when: confidential
`;

// Fourteen kinds of people; `name` is who acts, `key` with an API key that only reads.
export const PRINCIPALS = [
  { kind: 'owner', name: 'anna' },
  { kind: 'colleague', name: 'bert' },
  { kind: 'supervisor', name: 'clara' },
  { kind: 'deputy', name: 'dirk' },
  { kind: 'other division', name: 'emil' },
  { kind: 'sibling partner', name: 'frida' },
  { kind: 'parent company', name: 'gert' },
  { kind: 'head', name: 'helga' },
  { kind: 'controller, counting only', name: 'ingo' },
  { kind: 'territory holder', name: 'jana' },
  { kind: 'shared with', name: 'karl' },
  { kind: 'API key', name: 'anna', key: true },
  { kind: 'administrator without data', name: 'max' },
  { kind: 'nobody', name: 'nina' },
];

export const counts = (name) => name === 'ingo';

// none, mask or read: what of personal fields. Normal fields are read wherever the record is seen,
// fields of the classes special and internal by nobody but the keeper.
export function mode(name, record) {
  const { owner, territory, confidential, shared } = record;
  const heads = ['clara', 'gert', 'helga'].includes(name);
  if (heads && confidential) return 'none';
  if (owner === name || shared.includes(name)) return 'read';
  if (name === 'dirk' && owner === 'anna') return 'read';
  if (name === 'jana' && territory === '80') return 'read';
  if (name === 'clara' && ['anna', 'bert'].includes(owner)) return 'mask';
  if (name === 'gert' && ['gustav', 'frida'].includes(owner)) return 'mask';
  if (name === 'helga' && owner && owner !== 'max') return 'mask';
  return 'none';
}
