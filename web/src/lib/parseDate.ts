import { addDays, addMonths, isoWeek, makeDate, toDateText, weekday, type DateText } from './dates'

const words: Record<string, number> = { heute: 0, today: 0, morgen: 1, tomorrow: 1, übermorgen: 2, gestern: -1, yesterday: -1 }
const weekdays = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']
const englishWeekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * Reads a date a person typed: 24.11.2026, 24.11., 24/11/26, 2026-11-24, 24112026, heute, morgen, Fr, +3, +2w, KW 48.
 * Without a year the one nearest to `now` is meant. Null when it is no date.
 */
export function parseDate(typed: string, now: DateText = toDateText(new Date())): DateText | null {
  const text = typed.trim().toLowerCase()
  return parseWord(text, now) ?? parseIso(text) ?? parseDayFirst(text, now) ?? parseWeek(text, now)
}

function parseWord(text: string, now: DateText): DateText | null {
  const offset = words[text]
  if (offset !== undefined) return addDays(now, offset)
  const index = Math.max(weekdays.indexOf(text.slice(0, 2)), englishWeekdays.indexOf(text.slice(0, 3)))
  if (index >= 0 && /^[a-zä]+\.?$/.test(text)) return addDays(now, (index + 1 - weekday(now) + 7) % 7 || 7)
  const relative = /^\+\s*(\d{1,4})\s*([tdwm]?)$/.exec(text)
  if (!relative) return null
  const count = Number(relative[1])
  if (relative[2] === 'm') return addMonths(now, count)
  return addDays(now, relative[2] === 'w' ? count * 7 : count)
}

function parseIso(text: string): DateText | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  return match ? makeDate(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

function parseDayFirst(text: string, now: DateText): DateText | null {
  const match = /^(\d{1,2})[./ ]+(\d{1,2})(?:[./ ]+(\d{4}|\d{2})?)?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(text)
  if (!match) return null
  const [dayOfMonth, month] = [Number(match[1]), Number(match[2])]
  if (match[3]) return makeDate(fullYear(match[3], now), month, dayOfMonth)
  return nearestYear(month, dayOfMonth, now)
}

function parseWeek(text: string, now: DateText): DateText | null {
  const match = /^(?:kw|cw|w)\s*(\d{1,2})(?:[\s/]+(\d{4}))?$/.exec(text)
  if (!match) return null
  const year = Number(match[2] ?? now.slice(0, 4))
  const fourth = makeDate(year, 1, 4)
  if (!fourth) return null
  const monday = addDays(fourth, 1 - weekday(fourth) + (Number(match[1]) - 1) * 7)
  return isoWeek(monday) === Number(match[1]) ? monday : null
}

/** Two digits mean this century unless that lies more than ten years ahead (birthdays). */
function fullYear(text: string, now: DateText): number {
  if (text.length === 4) return Number(text)
  const century = Math.floor(Number(now.slice(0, 4)) / 100) * 100
  const year = century + Number(text)
  return year > Number(now.slice(0, 4)) + 10 ? year - 100 : year
}

function nearestYear(month: number, dayOfMonth: number, now: DateText): DateText | null {
  const year = Number(now.slice(0, 4))
  const candidate = makeDate(year, month, dayOfMonth) ?? makeDate(year + 1, month, dayOfMonth)
  if (!candidate) return null
  return candidate < addMonths(now, -6) ? makeDate(year + 1, month, dayOfMonth) : candidate
}
