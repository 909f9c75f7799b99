import type { Rule } from '@/api/rules'

const hues = ['teal', 'blue', 'violet', 'orange', 'green', 'indigo', 'pink', 'yellow']

/** A hue of its own for each rule that grants; what takes away is red or grey everywhere. */
export function coloursOf(rules: Rule[]): Map<string, string> {
  const granting = rules.filter((rule) => rule.kind === 'rule').map((rule) => rule.name)
  return new Map(rules.map((rule) => [rule.name, `hue-${rule.kind === 'rule' ? hues[granting.indexOf(rule.name) % hues.length] : rule.kind === 'forbid' ? 'red' : 'grey'}`]))
}
