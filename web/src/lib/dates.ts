// Calendar dates are "YYYY-MM-DD" texts without a time zone. Weeks are ISO 8601: Monday first.

export type DateText = string

const day = 86_400_000

export function toDateText(date: Date): DateText {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function today(now: Date = new Date()): DateText {
  return toDateText(now)
}

export function makeDate(year: number, month: number, dayOfMonth: number): DateText | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth
  return exists && year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : null
}

export function addDays(date: DateText, days: number): DateText {
  return new Date(utc(date) + days * day).toISOString().slice(0, 10)
}

export function addMonths(date: DateText, months: number): DateText {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last))).toISOString().slice(0, 10)
}

export function daysBetween(from: DateText, to: DateText): number {
  return Math.round((utc(to) - utc(from)) / day)
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: DateText): number {
  return new Date(utc(date)).getUTCDay() || 7
}

export function isoWeek(date: DateText): number {
  const thursday = utc(date) + (4 - weekday(date)) * day
  const year = new Date(thursday).getUTCFullYear()
  return Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day)) + 1
}

/** Milliseconds of midnight UTC, for Intl with timeZone UTC. */
export function utc(date: DateText): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
