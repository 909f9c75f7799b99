// Relative periods as expression operands: [from, to], both included.

export const periods = {
  today: ['today()', 'today()'],
  tomorrow: ['today() + 1 days', 'today() + 1 days'],
  this_week: ['start_of(week)', 'end_of(week)'],
  next_week: ['start_of(week, 1)', 'end_of(week, 1)'],
  last_week: ['start_of(week, -1)', 'end_of(week, -1)'],
  this_month: ['start_of(month)', 'end_of(month)'],
  next_month: ['start_of(month, 1)', 'end_of(month, 1)'],
  last_month: ['start_of(month, -1)', 'end_of(month, -1)'],
  this_quarter: ['start_of(quarter)', 'end_of(quarter)'],
  last_quarter: ['start_of(quarter, -1)', 'end_of(quarter, -1)'],
  this_year: ['start_of(year)', 'end_of(year)'],
  last_year: ['start_of(year, -1)', 'end_of(year, -1)'],
  next_7_days: ['today()', 'today() + 7 days'],
  next_30_days: ['today()', 'today() + 30 days'],
  last_7_days: ['today() - 7 days', 'today()'],
  last_30_days: ['today() - 30 days', 'today()'],
  last_365_days: ['today() - 365 days', 'today()'],
} as const satisfies Record<string, readonly [string, string]>

export type PeriodName = keyof typeof periods

export const periodNames = Object.keys(periods) as PeriodName[]

export function periodOf(operands: string[]): PeriodName | undefined {
  return periodNames.find((name) => periods[name][0] === operands[0] && periods[name][1] === operands[1])
}
