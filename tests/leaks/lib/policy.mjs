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
  for: role superior
  may: [see, read, assign, share]
  when: owner in my.reports(1)
- escalation: untouched leads
  applies_to: deal
  starts: at assignment
  step 1: {after: 2 days, to: supervisor(1), may: [see, read, assign]}
  ends: stage.kind = "won"
  calendar: calendar days
  notify: in app
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

// All kinds of people; `name` is who acts: `key` with an API key that only reads, `views` through the
// eyes of somebody else, for a `reason` as in an emergency.
export const PRINCIPALS = [
  { kind: 'owner', name: 'anna' },
  { kind: 'colleague', name: 'bert' },
  { kind: 'supervisor', name: 'clara' },
  { kind: 'supervisor of a lead that waits, and of one that waited too long', name: 'olaf' },
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
  { kind: 'viewing as somebody', name: 'helga', views: 'anna' },
  { kind: 'emergency', name: 'max', views: 'anna', reason: 'everything is on fire' },
  { kind: 'nobody', name: 'nina' },
];

export const counts = ({ name }) => name === 'ingo';

// none, mask or read: what of personal fields. Normal fields are read wherever the record is seen,
// fields of the classes special and internal by nobody but the keeper.
export function mode(principal, record) {
  const { name, views, reason } = principal;
  if (!views) return modeOf(name, record);
  const both = reason ? [modeOf(views, record)] : [modeOf(name, record), modeOf(views, record)];
  return ['none', 'mask', 'read'].find((weakest) => both.includes(weakest));
}

// Who may write, and what with records that are their own or seen.
export const writes = ({ key, views, name }) => !key && !views && name !== 'nina';
export const assigns = ({ name, views }) => !views && ['clara', 'gert', 'helga', 'olaf'].includes(name);
export const owns = ({ name, views, reason }, { owner }) => owner === (reason ? views : views ? null : name);
export const heads = { clara: 'group', gert: 'master', helga: 'centre', olaf: 'west' };

function modeOf(name, record) {
  const { owner, territory, confidential, shared, escalated } = record;
  if (name === 'nina') return 'none';
  const heads = ['clara', 'gert', 'helga', 'olaf'].includes(name);
  if (heads && confidential) return 'none';
  if (owner === name || shared.includes(name)) return 'read';
  if (name === 'dirk' && owner === 'anna') return 'read';
  if (name === 'jana' && territory === '80') return 'read';
  if (name === 'olaf' && escalated) return 'read';
  if (name === 'clara' && ['anna', 'bert'].includes(owner)) return 'mask';
  if (name === 'gert' && ['gustav', 'frida'].includes(owner)) return 'mask';
  if (name === 'helga' && owner && owner !== 'max') return 'mask';
  return 'none';
}
