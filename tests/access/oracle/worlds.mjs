// Random worlds: a tree of units, people in it, rules, and records. Small, so that everything meets
// everything: boundaries of time are hit exactly, empty values and deleted people are frequent.
import { Dice } from "./dice.mjs";

export const NOW = 1_800_000_000_000_000; // microseconds; 2027-01-15 08:00 UTC
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const TODAY = "2027-01-15";

// Ids of different things never meet by chance.
const UNIT = 1000, USER = 2000, TEAM = 3000, TERRITORY = 4000, DEAL = 5000, COMPANY = 6000, GRANT = 7000;

export function makeWorld(seed) {
  return new WorldMaker(new Dice(seed), seed).make();
}

class WorldMaker {
  constructor(dice, seed) {
    this.dice = dice;
    this.world = { seed, now: NOW, today: TODAY };
  }

  make() {
    this.addUnits();
    this.addPeople();
    this.addTerritories();
    this.addRecords();
    this.addShares();
    const rules = [];
    const count = this.dice.between(1, 7);
    for (let i = 0; i < count; ++i) rules.push(this.rule(i));
    this.world.rules = rules;
    this.world.escalation = this.dice.chance(50) ? this.escalation() : null;
    this.world.text = rules.map(textOf).join("") + (this.world.escalation ? escalationText(this.world.escalation) : "");
    return this.world;
  }

  id(base, count) { return base + this.dice.below(count); }
  unit() { return this.dice.of(this.world.units).id; }
  user() { return this.dice.of(this.world.users).id; }

  // A span around now: over, running, to come, or with an end exactly at now.
  span() {
    const { dice } = this;
    const from = dice.of([0, 0, NOW - DAY, NOW - DAY, NOW, NOW + 1, NOW - 1]);
    const until = dice.of([null, null, null, NOW, NOW + 1, NOW + DAY, NOW - 1]);
    return { from, until: until !== null && until <= from ? from + 1 : until };
  }

  addUnits() {
    const { dice } = this;
    const units = [];
    const count = dice.between(1, 14);
    for (let i = 0; i < count; ++i) {
      const parent = i === 0 || dice.chance(8) ? 0 : units[dice.below(units.length)].id;
      const kind = parent === 0 && dice.chance(80) ? "company" : dice.of(["company", "division", "group", "group", "seat"]);
      units.push({ id: UNIT + i, parent, kind, name: `U${i}`, external: kind === "company" && dice.chance(50) });
    }
    this.world.units = units;
  }

  addPeople() {
    const { dice, world } = this;
    world.users = [];
    world.seats = [];
    world.absences = [];
    const count = dice.between(3, 8);
    for (let i = 0; i < count; ++i)
      world.users.push({ id: USER + i, active: !dice.chance(6), deleted: dice.chance(6) });
    let seat = 1;
    for (const user of world.users)
      for (let i = dice.of([0, 1, 1, 1, 2]); i > 0; --i)
        world.seats.push({ id: seat++, user: user.id, unit: this.unit(), place: dice.of(["head", "head", "member", "member", "deputy"]), ...this.span() });
    for (let i = dice.below(4); i > 0; --i)
      world.absences.push({ id: seat++, user: this.user(), deputy: dice.chance(85) ? this.user() : 0, ...this.span() });
    world.absences = world.absences.filter((absence) => absence.user !== absence.deputy);
    world.teams = ["red", "blue"].map((name, i) => ({ id: TEAM + i, name }));
    world.teamMembers = world.teams.flatMap((team) => dice.some(world.users, 30).map((user) => ({ of: team.id, user: user.id })));
    world.roles = ["sales", "dispatch"].map((name, i) => ({ id: i + 1, name }));
    world.roleMembers = world.roles.flatMap((role) => dice.some(world.users, 40).map((user) => ({ of: role.id, user: user.id })));
  }

  addTerritories() {
    const { dice, world } = this;
    world.territories = [0, 1, 2, 3].map((i) => ({ id: TERRITORY + i, name: `T${i}` }));
    const prefixes = dice.some(["8", "80", "803", "1", "01", "010", "9"], 60);
    world.prefixes = prefixes.map((prefix) => ({ country: "DE", prefix, territory: this.id(TERRITORY, 4) }));
    world.holdings = [];
    for (let i = dice.below(6); i > 0; --i)
      world.holdings.push({ id: i, territory: this.id(TERRITORY, 4), user: this.user(), ...this.span() });
    world.codes = ["80331", "80999", "81000", "01067", "1067", "99999", "", "8033", "D-80331", "7O331"];
  }

  moment() {
    return this.dice.of([null, NOW, NOW + 1, NOW - 1, NOW - 2 * DAY, NOW - 2 * DAY - 1, NOW - 2 * DAY + 1, NOW + DAY]);
  }

  addRecords() {
    const { dice, world } = this;
    const maybe = (value, percent) => (dice.chance(percent) ? value : null);
    world.records = [];
    for (let i = 0; i < 3; ++i)
      world.records.push({ id: COMPANY + i, object: "company", deleted: dice.chance(10), owner: maybe(this.user(), 70), unit: null, territory: null, organisation: null, confidential: false, name: `C${i}`, city: maybe(dice.of(["Ulm", "Bonn"]), 70) });
    const companies = world.units.filter((unit) => unit.kind === "company");
    const count = dice.between(4, 12);
    for (let i = 0; i < count; ++i) {
      world.records.push({
        id: DEAL + i, object: "deal",
        deleted: dice.chance(8),
        // Few values each, so that records differ in one of these alone.
        owner: maybe(this.user(), 85),
        unit: maybe(this.unit(), 75),
        territory: maybe(this.id(TERRITORY, 4), 50),
        organisation: companies.length ? maybe(dice.of(companies).id, 60) : null,
        confidential: dice.chance(25),
        name: `D${i}`,
        contact: "Max Muster", note: "ill", margin: 3,
        stage: maybe(dice.of(["lead", "offer", "won"]), 80),
        code: maybe(dice.of(["80331", "8_", "4711", "40", "80", "18"]), 70),
        depth: maybe(dice.between(1, 4), 70),
        won_by: maybe(this.user(), 50),
        escalated_at: this.moment(),
        company: maybe(this.id(COMPANY, 3), 70),
        assigned_at: this.assigned(),
        acted: dice.chance(20),
      });
    }
    for (let i = dice.below(8); i > 0; --i)
      world.records.push({ id: GRANT + i, object: "grant", deleted: dice.chance(10), owner: null, unit: maybe(this.unit(), 60), territory: null, organisation: null, confidential: false, name: `G${i}`, deal: maybe(this.id(DEAL, count), 85), holder: maybe(this.user(), 70), active: dice.chance(60), from_at: this.moment() });
  }

  // So that steps begin at this very instant, a moment before or after: NOW is a Friday, the 6th a holiday
  // in some states, the 9th a Saturday.
  assigned() {
    const { dice } = this;
    const days = dice.of([0, 1, 2, 2, 3, 4, 4, 5, 6, 7, 10]);
    return NOW - days * DAY + dice.of([0, 0, 1, -1, -HOUR]);
  }

  escalation() {
    const { dice } = this;
    const steps = [];
    let days = 0;
    for (let i = dice.between(1, 3); i > 0; --i) {
      days += dice.between(1, 3);
      const fields = dice.chance(40) ? this.fields(false) : [];
      steps.push({ days, supervisor: dice.between(1, 3), actions: this.actions(["see", "read", "read", "assign", "edit", "count", "export"]), fields });
    }
    return { steps, state: dice.of([null, "BY", "NW"]), when: dice.chance(40) ? this.fieldAtom() : null };
  }

  addShares() {
    const { dice, world } = this;
    const deals = world.records.filter((record) => record.object === "deal");
    world.shares = [];
    for (let i = dice.below(7); i > 0; --i) {
      const kind = dice.of(["user", "user", "team", "unit"]);
      const recipient = kind === "user" ? this.user() : kind === "team" ? this.id(TEAM, 2) : this.unit();
      world.shares.push({ id: i, record: dice.of(deals).id, kind, recipient, action: dice.of(["read", "read", "edit"]), ...this.span() });
    }
  }

  rule(index) {
    const { dice } = this;
    const kind = dice.of(["rule", "rule", "rule", "rule", "limit", "forbid", "cap"]);
    const rule = {
      kind, name: `r${index}`,
      objects: dice.chance(80) ? ["deal"] : [],
      audience: this.audience(),
      actions: [], when: null, fields: [], from: null, until: null,
    };
    const simple = rule.objects.length === 0; // conditions must fit every object
    if (kind === "rule") rule.actions = this.actions(["see", "read", "read", "edit", "delete", "count", "export", "assign"]);
    if (kind === "forbid") rule.actions = this.actions(["see", "read", "edit", "delete", "count", "export", "assign"]);
    if (kind === "limit" && dice.chance(60)) rule.actions = this.actions(["see", "see", "read", "edit", "count", "export"]);
    if (kind === "limit" || dice.chance(kind === "cap" ? 50 : 90)) rule.when = this.condition(dice.between(0, 3), simple);
    if (kind === "cap" || (kind === "rule" && dice.chance(60))) rule.fields = this.fields(simple);
    if (dice.chance(10)) rule.from = dice.of([TODAY, "2027-01-14", "2027-01-16"]);
    if (dice.chance(10)) rule.until = dice.of([TODAY, "2027-01-16", "2027-01-17"]);
    return rule;
  }

  actions(list) {
    const picked = [this.dice.of(list)];
    for (const action of list) if (this.dice.chance(20) && !picked.includes(action)) picked.push(action);
    return picked;
  }

  audience() {
    const { dice, world } = this;
    const one = () => dice.of([
      { kind: "all" }, { kind: "all" }, { kind: "staff" }, { kind: "staff" }, { kind: "external" }, { kind: "portal" },
      { kind: "head" }, { kind: "head", name: dice.of(["company", "division", "group"]) },
      { kind: "role", name: dice.of(["sales", "dispatch", "ghost"]) }, { kind: "team", name: dice.of(["red", "blue"]) },
      { kind: "organisation", name: dice.of(world.units).name },
    ]);
    return dice.chance(75) ? [one()] : [one(), one()];
  }

  fields(simple) {
    const { dice } = this;
    const names = ["normal", "personal", "special", "internal"];
    if (!simple) names.push("name", "contact", "margin", "stage");
    const picked = dice.some(names, 35);
    if (picked.length === 0) picked.push(dice.of(names));
    return picked.map((name) => ({ name, mode: dice.of(["none", "mask", "read", "edit"]) }));
  }

  condition(depth, simple) {
    const { dice } = this;
    if (depth > 0 && dice.chance(75)) {
      const kind = dice.of(["and", "or", "or", "not"]);
      if (kind === "not") return { op: "not", of: [this.condition(depth - 1, simple)] };
      const parts = Array.from({ length: dice.between(2, 3) }, () => this.condition(depth - 1, simple));
      return { op: kind, of: parts };
    }
    return simple ? this.systemAtom() : dice.chance(50) ? this.systemAtom() : this.fieldAtom();
  }

  treeSet() { return this.dice.of(["unit", "units", "headed", "organisation"]); }
  peopleSet() { return this.dice.of(["reports", "reports(1)", "reports(2)", "deputies"]); }

  // What every object can be asked.
  systemAtom() {
    const { dice } = this;
    const levels = dice.chance(30) ? dice.between(1, 2) : 0;
    switch (dice.below(12)) {
      case 0: case 1: return { op: "me", path: ["owner"] };
      case 2: return { op: "in", path: ["owner"], set: this.peopleSet() };
      case 3: case 4: return { op: "below", path: ["unit"], set: this.treeSet(), levels };
      case 5: return { op: "above", path: ["unit"], set: this.treeSet(), levels };
      case 6: return { op: "in", path: ["unit"], set: this.treeSet() };
      case 7: return { op: "in", path: ["territory"], set: "territories" };
      case 8: return dice.chance(50) ? { op: "in", path: ["organisation"], set: "organisation" } : { op: "below", path: ["organisation"], set: "organisation", levels };
      case 9: return { op: "yes", path: ["confidential"] };
      case 10: return { op: "empty", path: [dice.of(["owner", "unit", "territory", "organisation"])] };
      default: return { op: "shared", action: dice.of(["", "read", "edit"]) };
    }
  }

  fieldAtom() {
    const { dice } = this;
    switch (dice.below(10)) {
      case 0: return { op: "option", path: ["stage"], compare: dice.of(["=", "!="]), value: dice.of(["lead", "offer", "won"]) };
      case 1: return { op: "number", path: ["depth"], compare: dice.of(["=", "<", "<=", ">", ">=", "!="]), value: dice.between(1, 4) };
      case 2: return { op: "begins", path: ["code"], value: dice.of(["8", "80", "8_", "4"]) };
      case 3: return { op: "empty", path: [dice.of(["stage", "won_by", "escalated_at", "code", "company"])] };
      case 4: return { op: "reached", path: ["escalated_at"] };
      case 5: return { op: "older", path: ["escalated_at"], hours: 48 };
      case 6: return dice.chance(50) ? { op: "me", path: ["won_by"] } : { op: "in", path: ["won_by"], set: this.peopleSet() };
      case 7: return { op: "exists", relation: "grants", with: this.grantCondition() };
      case 8: return { op: "text", path: ["company", "city"], compare: dice.of(["=", "!="]), value: "Ulm" };
      default: return { op: "options", path: ["stage"], values: ["lead", "won"] };
    }
  }

  grantCondition() {
    const { dice } = this;
    const atoms = [
      { op: "me", path: ["holder"] }, { op: "yes", path: ["active"] }, { op: "reached", path: ["from_at"] },
      { op: "not", of: [{ op: "yes", path: ["active"] }] }, { op: "above", path: ["unit"], set: "units", levels: 0 },
      { op: "empty", path: ["holder"] },
    ];
    const first = dice.of(atoms);
    return dice.chance(50) ? first : { op: dice.of(["and", "or"]), of: [first, dice.of(atoms)] };
  }
}

// --- The worlds' rules as text, for those who have to read it.

function textOf(rule) {
  const keys = { rule: "may", forbid: "may never", limit: "at" };
  const lines = [`- ${rule.kind}: ${rule.name}`];
  lines.push(`  applies_to: ${rule.objects.length ? rule.objects.join(", ") : "all"}`);
  lines.push(`  for: [${rule.audience.map(audienceText).join(", ")}]`);
  if (rule.actions.length) lines.push(`  ${keys[rule.kind]}: [${rule.actions.join(", ")}]`);
  const word = rule.kind === "limit" ? "only when" : rule.kind === "cap" ? "unless" : "when";
  if (rule.when) lines.push(`  ${word}: ${JSON.stringify(conditionText(rule.when))}`);
  if (rule.fields.length) lines.push(`  fields: {${rule.fields.map((field) => `${field.name}: ${field.mode}`).join(", ")}}`);
  const valid = [rule.from && `from: ${rule.from}`, rule.until && `until: ${rule.until}`].filter(Boolean);
  if (valid.length) lines.push(`  valid: {${valid.join(", ")}}`);
  return lines.join("\n") + "\n";
}

function escalationText({ steps, state, when }) {
  const lines = ["- escalation: unattended", "  applies_to: deal"];
  if (when) lines.push(`  when: ${JSON.stringify(conditionText(when))}`);
  steps.forEach((step, i) => {
    const fields = step.fields.length ? `, fields: {${step.fields.map((field) => `${field.name}: ${field.mode}`).join(", ")}}` : "";
    lines.push(`  step ${i + 1}: {after: ${step.days} days, to: supervisor(${step.supervisor}), may: [${step.actions.join(", ")}]${fields}}`);
  });
  lines.push("  ends: next action", `  calendar: ${state ? `working days ${state}` : "calendar days"}`);
  return lines.join("\n") + "\n";
}

function audienceText({ kind, name }) {
  if (!name) return kind;
  return kind === "head" ? `head of ${name}` : `${kind} ${name}`;
}

function conditionText(node) {
  const path = node.path?.join(".");
  const inner = (child) => `(${conditionText(child)})`;
  switch (node.op) {
    case "and": case "or": return node.of.map(inner).join(` ${node.op} `);
    case "not": return `not ${inner(node.of[0])}`;
    case "me": return `${path} = me`;
    case "in": return `${path} in my.${node.set}`;
    case "below": case "above": return `${path} ${node.op} my.${node.set}` + (node.levels ? ` at most ${node.levels} levels` : "");
    case "yes": return path;
    case "empty": return `${path} is empty`;
    case "shared": return "shared with me" + (node.action ? ` to ${node.action}` : "");
    case "option": case "text": return `${path} ${node.compare} "${node.value}"`;
    case "options": return `${path} in (${node.values.map((value) => `"${value}"`).join(", ")})`;
    case "number": return `${path} ${node.compare} ${node.value}`;
    case "begins": return `${path} begins with "${node.value}"`;
    case "reached": return `${path} reached`;
    case "older": return `${path} older than ${node.hours} hours`;
    case "exists": return `exists ${node.relation} with (${conditionText(node.with)})`;
    default: throw new Error(`no text for ${node.op}`);
  }
}
