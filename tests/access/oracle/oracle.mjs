// The second opinion: who may do what in a world, worked out from the description of the model alone
// (docs/dev/access.md). No SQL, no sets prepared in advance, no classes: it walks from parent to
// parent and asks every rule of every record. Shares no code with the product.
const RANK = { see: 0, read: 1, edit: 2, delete: 3 };
const MODES = ["none", "mask", "read", "edit"];
const HOUR = 3_600_000_000;

// Fields of a deal in the order in which modes are answered, with their classes.
export const FIELDS = [["name", "normal"], ["contact", "personal"], ["note", "special"], ["margin", "internal"], ["stage", "normal"], ["code", "normal"]];
export const ACTIONS = ["see", "read", "edit", "delete", "count", "export", "assign"];

export class Oracle {
  constructor(world) {
    this.world = world;
    this.units = new Map(world.units.map((unit) => [unit.id, unit]));
    this.records = new Map(world.records.map((record) => [record.id, record]));
    this.users = new Map(world.users.map((user) => [user.id, user]));
  }

  // --- Time and people

  runs(span) { return span.from <= this.world.now && (span.until === null || this.world.now < span.until); }
  seats(test) { return this.world.seats.filter((seat) => this.runs(seat) && test(seat)); }
  present(user) {
    const known = this.users.get(user);
    return known?.active && !known.deleted && !this.world.absences.some((absence) => absence.user === user && this.runs(absence));
  }
  standIns(user) { return this.world.absences.filter((a) => a.user === user && a.deputy && this.runs(a)).map((a) => a.deputy); }

  unitsOf(user) { return this.seats((seat) => seat.user === user).map((seat) => seat.unit); }
  mainUnit(user) {
    const seats = this.seats((seat) => seat.user === user);
    seats.sort((a, b) => a.from - b.from || a.id - b.id);
    return seats.length ? seats[0].unit : 0;
  }
  companyAbove(unit) {
    for (let at = this.units.get(unit); at; at = this.units.get(at.parent)) if (at.kind === "company") return at;
    return null;
  }
  headSeats(unit) { return this.seats((seat) => seat.unit === unit && seat.place === "head").map((seat) => seat.user); }

  // Who decides for a unit: its heads, for those away their deputies; failing all, the deputies' seats.
  acting(unit) {
    const acting = [];
    for (const head of this.headSeats(unit)) {
      if (this.present(head)) acting.push(head);
      else acting.push(...this.standIns(head).filter((deputy) => this.present(deputy)));
    }
    if (acting.length) return acting;
    return this.seats((seat) => seat.unit === unit && seat.place === "deputy").map((seat) => seat.user).filter((user) => this.present(user));
  }
  headed(user) {
    return this.world.units.map((unit) => unit.id).filter((unit) => this.headSeats(unit).includes(user) || this.acting(unit).includes(user));
  }

  // On which level above `person` stands `boss`; Infinity: on none. A level is a unit with somebody in
  // charge who was not met before and is not the person; units the person heads are none.
  levelOf(boss, person, inCharge) {
    let best = Infinity;
    for (const start of this.unitsOf(person)) {
      const met = new Set();
      let level = 0;
      for (let at = this.units.get(start); at; at = this.units.get(at.parent)) {
        if (this.headSeats(at.id).includes(person)) continue;
        const heads = inCharge(at.id).filter((head) => head !== person && !met.has(head));
        if (heads.length === 0) continue;
        level += 1;
        if (heads.includes(boss)) best = Math.min(best, level);
        heads.forEach((head) => met.add(head));
      }
    }
    return best;
  }
  reports(user, levels) {
    return this.world.users.map((one) => one.id).filter((person) => person !== user && (
      this.levelOf(user, person, (unit) => this.headSeats(unit)) <= levels ||
      this.levelOf(user, person, (unit) => this.acting(unit)) <= levels));
  }

  mine(set, user) {
    const { world } = this;
    switch (set) {
      case "unit": return [this.mainUnit(user)];
      case "units": return this.unitsOf(user);
      case "headed": return this.headed(user);
      case "organisation": { const company = this.companyAbove(this.mainUnit(user)); return company ? [company.id] : []; }
      case "reports": return this.reports(user, 1000);
      case "reports(1)": return this.reports(user, 1);
      case "reports(2)": return this.reports(user, 2);
      case "deputies": return world.absences.filter((a) => a.deputy === user && this.runs(a)).map((a) => a.user);
      case "territories": return world.holdings.filter((holding) => holding.user === user && this.runs(holding)).map((holding) => holding.territory);
      default: throw new Error(`unknown set ${set}`);
    }
  }

  // How many steps up from `unit` to `top`; Infinity if it is not above it. A unit is below itself.
  steps(unit, top) {
    let count = 0;
    for (let at = this.units.get(unit); at; at = this.units.get(at.parent), ++count) if (at.id === top) return count;
    return Infinity;
  }

  sharedWith(user, record, action) {
    return this.world.shares.some((share) => {
      if (share.record !== record || !this.runs(share) || (action === "edit" && share.action !== "edit")) return false;
      if (share.kind === "user") return share.recipient === user;
      if (share.kind === "team") return this.world.teamMembers.some((member) => member.of === share.recipient && member.user === user);
      return this.unitsOf(user).some((unit) => this.steps(unit, share.recipient) < Infinity);
    });
  }

  // The territory of a postal code: the longest prefix wins. German codes have five digits.
  territory(code) {
    const digits = code.replace(/^D-/, "");
    if (!/^\d{5}$/.test(digits)) return 0;
    const fitting = this.world.prefixes.filter((entry) => digits.startsWith(entry.prefix));
    fitting.sort((a, b) => b.prefix.length - a.prefix.length);
    return fitting.length ? fitting[0].territory : 0;
  }

  // --- Escalation: a step opens a record to the superiors of its owner when nothing was done for so long

  escalated(step, record, user) {
    const { state, when } = this.world.escalation;
    if (!record.owner || record.acted || record.assigned_at === null) return false;
    if (when && !this.holds(when, record, user)) return false;
    return this.reports(user, step.supervisor).includes(record.owner) && this.world.now >= begins(record.assigned_at, step.days, state);
  }

  // --- Conditions: a comparison with something empty is false

  value(path, record) {
    let at = record;
    for (const step of path.slice(0, -1)) {
      at = this.records.get(at[step]);
      if (!at || at.deleted) return null;
    }
    const value = at[path.at(-1)];
    if (value === null || value === undefined || value === "") return null;
    // Who a record belongs to counts even when he is gone; any other link to something deleted is empty.
    const last = path.at(-1);
    if (last === "won_by" || last === "holder") return this.users.get(value)?.deleted === false ? value : null;
    if (last === "company") return this.records.get(value)?.deleted === false ? value : null;
    return value;
  }

  holds(node, record, user) {
    const value = node.path ? this.value(node.path, record) : null;
    switch (node.op) {
      case "and": return node.of.every((child) => this.holds(child, record, user));
      case "or": return node.of.some((child) => this.holds(child, record, user));
      case "not": return !this.holds(node.of[0], record, user);
      case "empty": return value === null;
      case "yes": return value === true;
      case "escalated": return this.escalated(node.step, record, user);
      case "shared": return this.sharedWith(user, record.id, node.action);
      case "exists":
        return this.world.records.some((other) => other.object === "grant" && !other.deleted && other.deal === record.id && this.holds(node.with, other, user));
      default: break;
    }
    if (value === null) return false;
    switch (node.op) {
      case "me": return value === user;
      case "in": return this.mine(node.set, user).includes(value);
      case "below": return this.mine(node.set, user).some((top) => this.steps(value, top) <= (node.levels || 1000));
      case "above": return this.mine(node.set, user).some((bottom) => this.steps(bottom, value) <= (node.levels || 1000));
      case "option": case "text": case "number": return compare(value, node.compare, node.value);
      case "options": return node.values.includes(value);
      case "begins": return value.startsWith(node.value);
      case "reached": return value <= this.world.now;
      case "older": return value < this.world.now - node.hours * HOUR;
      default: throw new Error(`unknown ${node.op}`);
    }
  }

  // --- Rules

  standing(user) {
    const known = this.users.get(user);
    if (!known.active || known.deleted) return "nobody";
    return this.companyAbove(this.mainUnit(user))?.external ? "external" : "staff";
  }

  concerns(rule, user) {
    const { today, roles, roleMembers, teams, teamMembers } = this.world;
    if ((rule.from && today < rule.from) || (rule.until && today >= rule.until)) return false;
    const member = (list, members, name) => list.some((one) => one.name === name && members.some((m) => m.of === one.id && m.user === user));
    return rule.audience.some(({ kind, name }) => {
      switch (kind) {
        case "all": return true;
        case "staff": case "external": return this.standing(user) === kind;
        case "portal": return false;
        case "head": return this.headed(user).some((unit) => !name || this.units.get(unit).kind === name);
        case "role": return member(roles, roleMembers, name);
        case "team": return member(teams, teamMembers, name);
        case "organisation": return this.companyAbove(this.mainUnit(user))?.name === name;
        default: throw new Error(`unknown audience ${kind}`);
      }
    });
  }

  rules(kind, user) {
    const shared = (action, actions, personal) => ({ kind: "rule", actions, when: { op: "shared", action }, fields: [{ name: "personal", mode: personal }] });
    const own = this.world.rules.filter((rule) => rule.kind === kind && this.concerns(rule, user));
    // To be shared with is a rule of its own, and so is each step of an escalation.
    const steps = (this.world.escalation?.steps ?? []).map((step) => ({ kind: "rule", actions: step.actions, fields: step.fields, when: { op: "escalated", step } }));
    return kind === "rule" ? [...own, ...steps, shared("read", ["read"], "read"), shared("edit", ["edit"], "edit")] : own;
  }

  matches(rule, record, user) { return !rule.when || this.holds(rule.when, record, user); }

  opposed(action, record, user) {
    const bites = (rule) => (rule.actions.length === 0 && rule.kind === "limit") || rule.actions.some((named) => named === action || RANK[named] < RANK[action]);
    return this.rules("limit", user).some((rule) => bites(rule) && !this.matches(rule, record, user)) ||
      this.rules("forbid", user).some((rule) => bites(rule) && this.matches(rule, record, user));
  }

  grants(rule, action) { return rule.actions.some((granted) => granted === action || RANK[granted] > RANK[action]); }

  allowed(action, record, user) {
    if (this.standing(user) === "nobody") return false;
    return this.rules("rule", user).some((rule) => this.grants(rule, action) && this.matches(rule, record, user)) && !this.opposed(action, record, user);
  }

  // The letter of each field's mode: n, m, r, e.
  modes(record, user) {
    const level = (rule) => {
      if (!this.grants(rule, "read") || this.opposed("read", record, user)) return 1;
      return this.grants(rule, "edit") && !this.opposed("edit", record, user) ? 3 : 2;
    };
    const ways = this.rules("rule", user).filter((rule) => this.grants(rule, "see") && this.matches(rule, record, user));
    const caps = this.rules("cap", user).filter((cap) => !cap.when || !this.holds(cap.when, record, user));
    const said = (rule, name, fieldClass) => rule.fields.find((entry) => entry.name === name) ?? rule.fields.find((entry) => entry.name === fieldClass);
    return FIELDS.map(([name, fieldClass]) => {
      const best = ways.map((rule) => {
        const edits = this.grants(rule, "edit");
        const usual = { normal: edits ? "edit" : "read", personal: "mask", special: "none", internal: "none" }[fieldClass];
        const mode = MODES.indexOf(said(rule, name, fieldClass)?.mode ?? usual);
        return Math.min(mode, edits ? 3 : 2, level(rule));
      });
      const most = caps.map((cap) => said(cap, name, fieldClass)).filter(Boolean).map((entry) => MODES.indexOf(entry.mode));
      return MODES[Math.min(Math.max(0, ...best), ...most, 3)][0];
    }).join("");
  }

  answers() {
    const deals = this.world.records.filter((record) => record.object === "deal" && !record.deleted);
    const users = {};
    for (const { id: user } of this.world.users) {
      const answer = {};
      for (const action of ACTIONS) answer[action] = deals.filter((deal) => this.allowed(action, deal, user)).map((deal) => deal.id);
      answer.modes = Object.fromEntries(answer.see.map((id) => [id, this.modes(this.records.get(id), user)]));
      users[user] = answer;
    }
    const territories = Object.fromEntries(this.world.codes.map((code) => [code, this.territory(code)]));
    return { users, territories };
  }
}

function compare(value, operator, other) {
  switch (operator) {
    case "=": return value === other;
    case "!=": return value !== other;
    case "<": return value < other;
    case "<=": return value <= other;
    case ">": return value > other;
    case ">=": return value >= other;
    default: throw new Error(`unknown ${operator}`);
  }
}

// When a step begins: so many days after, at the same time of the day in Berlin (winter in all worlds). What
// comes on a free day comes with the next working day's beginning.
function begins(assigned, days, state) {
  const DAY = 24 * HOUR;
  if (!state) return assigned + days * DAY;
  const local = assigned + HOUR;
  let day = Math.floor(local / DAY);
  let time = local - day * DAY;
  const free = (date) => {
    const weekday = (date + 3) % 7; // the first day of 1970 was a Thursday
    const { month, dayOfMonth } = civil(date);
    return weekday >= 5 || (month === 1 && dayOfMonth === 1) || (month === 1 && dayOfMonth === 6 && state === "BY");
  };
  while (free(day)) { day += 1; time = 0; }
  for (let left = days; left > 0; --left) do day += 1; while (free(day));
  return day * DAY + time - HOUR;
}

function civil(day) {
  const date = new Date(day * 86_400_000);
  return { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}
