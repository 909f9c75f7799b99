import type { AggregateValue, Field, Money } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import { fieldClient } from '../fields/fieldClients'

export type AggregateName = 'sum' | 'average' | 'min' | 'max' | 'count' | 'empty'

/** What can be asked of a column. */
export function aggregatesOf(field: Field): AggregateName[] {
  if (['number', 'money', 'percent'].includes(field.type)) return ['sum', 'average', 'min', 'max', 'count', 'empty']
  if (['date', 'date_time', 'instant_system'].includes(field.type)) return ['min', 'max', 'count', 'empty']
  return ['count', 'empty']
}

/** Amounts in different currencies stand apart; figures of a column read like its values. */
export function aggregateText(value: AggregateValue | undefined, field: Field, locale: Locale, name?: AggregateName): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map((money: Money) => locale.format.money(money)).join(' + ') || '–'
  if (typeof value === 'object') return locale.format.money(value)
  if (name === 'count' || name === 'empty') return locale.format.number(value)
  const isText = typeof value === 'string' && ['date', 'date_time', 'instant_system', 'percent'].includes(field.type)
  return isText ? fieldClient(field.type).toText(value, field, locale) : locale.format.number(value)
}
