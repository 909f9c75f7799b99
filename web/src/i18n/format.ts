import { isoWeek, toDateText, utc, type DateText } from '@/lib/dates'

export type Language = 'de' | 'en'

export interface Money {
  amount: string
  currency: string
}

/** Everything that is written differently in another language. Amounts stay exact: Intl reads decimal texts. */
export interface Format {
  decimalMark: ',' | '.'
  number(value: string | number, decimals?: number, grouping?: boolean): string
  money(value: Money, options?: { compact?: boolean }): string
  percent(value: string): string
  date(value: DateText): string
  dateWithWeekday(value: DateText): string
  week(value: DateText): string
  dateTime(instant: string): string
  time(instant: string): string
  relative(instant: string, now?: Date): string
  list(values: string[]): string
}

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' }

export function makeFormat(language: Language): Format {
  const locale = locales[language]
  const decimals = cached((digits: string) => {
    const [min, max, plain] = digits.split('-').map(Number)
    return new Intl.NumberFormat(locale, { minimumFractionDigits: min, maximumFractionDigits: max, useGrouping: !plain })
  })
  const currencies = cached((key: string) => {
    const [currency = 'EUR', notation] = key.split(' ')
    const compact = { notation: 'compact', useGrouping: 'always', maximumFractionDigits: notation === 'large' ? 1 : 0 } as const
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...(notation ? compact : {}) })
  })
  const date = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
  const withDay = new Intl.DateTimeFormat(locale, { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' })

  const formatDate = (value: DateText) => date.format(utc(value))
  const formatTime = (instant: string) => clock.format(new Date(instant)) + (language === 'de' ? ' Uhr' : '')

  return {
    decimalMark: language === 'de' ? ',' : '.',
    number: (value, digits, grouping = true) => decimals((digits === undefined ? '0-6' : `${digits}-${digits}`) + (grouping ? '' : '-1')).format(value as number),
    money: (value, options) => currencies(options?.compact ? `${value.currency} ${isLarge(value.amount) ? 'large' : 'small'}` : value.currency).format(value.amount as unknown as number),
    percent: (value) => `${decimals('0-2').format(value as unknown as number)}\u00a0%`,
    date: formatDate,
    // "Sa., 21.11." is what Intl writes; people write it without the dot.
    dateWithWeekday: (value) => withDay.format(utc(value)).replace('.,', ','),
    week: (value) => `${language === 'de' ? 'KW' : 'CW'} ${isoWeek(value)}`,
    dateTime: (instant) => `${formatDate(toDateText(new Date(instant)))}, ${formatTime(instant)}`,
    time: formatTime,
    relative: (instant, now = new Date()) => formatRelative(relative, instant, now) ?? formatDate(toDateText(new Date(instant))),
    list: (values) => conjunction.format(values),
  }
}

/** Thousands stand as whole amounts, millions with one decimal. */
function isLarge(amount: string): boolean {
  return amount.replace('-', '').split('.')[0]!.length > 6
}

function formatRelative(format: Intl.RelativeTimeFormat, instant: string, now: Date): string | null {
  const minutes = Math.round((Date.parse(instant) - now.getTime()) / 60_000)
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 24 * 60) return format.format(Math.round(minutes / 60), 'hour')
  const days = Math.round(minutes / (24 * 60))
  return Math.abs(days) <= 7 ? format.format(days, 'day') : null
}

function cached<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    const known = made.get(key)
    if (known) return known
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}
