// Labelled values: e-mail addresses, phone numbers, web addresses.
import type { Contact } from '@/api/types'

export function contactsToText(value: unknown): string {
  return Array.isArray(value) ? (value as Contact[]).map((contact) => contact.display ?? contact.value).join(', ') : ''
}

export function contactsFromText(typed: string, label: string): Contact[] {
  return typed
    .split(/[,;\n]/)
    .map((value) => value.trim())
    .filter(Boolean)
    .map((value) => ({ value, label }))
}
