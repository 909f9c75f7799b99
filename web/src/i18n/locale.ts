import { createStore, useStore } from '@/lib/store'
import { readPreference, writePreference } from '@/lib/storage'
import type de from './de.json'
import { makeFormat, type Format, type Language } from './format'
import { formatMessage, type Params } from './message'

export type MessageKey = keyof typeof de
export type Address = 'du' | 'Sie'
export type Translate = (key: MessageKey, params?: Params) => string

/** A text that users or kits wrote in both languages (names of objects, fields, options, views). */
export interface Label {
  de?: string
  en?: string
}

export interface Locale {
  language: Language
  address: Address
  t: Translate
  format: Format
  /** The label in this language, else in the other one. */
  label(label: Label | undefined | null, fallback?: string): string
}

type Messages = Record<string, string>

const locales = { de: 'de-DE', en: 'en-GB' }
const loaders = {
  de: () => import('./de.json'),
  en: () => import('./en.json'),
}

const store = createStore<Locale | null>(null)

/** Loads the texts and shows them at once, without a reload. */
export async function setLocale(language: Language, address: Address = 'du'): Promise<void> {
  const { default: own } = await loaders[language]()
  const overlay = language === 'de' && address === 'Sie' ? (await import('./de-Sie.json')).default : {}
  const messages: Messages = { ...own, ...overlay }
  store.set(makeLocale(language, address, messages))
  writePreference('language', language)
  if (typeof document !== 'undefined') document.documentElement.lang = language
}

export function preferredLanguage(): Language {
  const chosen = readPreference('language') ?? navigator.language
  return chosen.startsWith('en') ? 'en' : 'de'
}

export function useLocale(): Locale {
  return loaded(useStore(store))
}

export function useT(): Translate {
  return useLocale().t
}

/** For code outside components; what it returns does not follow a later change of language. */
export function currentLocale(): Locale {
  return loaded(store.get())
}

export const localeStore = store

function loaded(locale: Locale | null): Locale {
  if (!locale) throw new Error('setLocale has not finished')
  return locale
}

function makeLocale(language: Language, address: Address, messages: Messages): Locale {
  const tag = locales[language]
  const text = (key: string, params: Params) => {
    const message = messages[key]
    return message === undefined ? null : formatMessage(message, params, tag)
  }
  return {
    language,
    address,
    t: (key, params = {}) => text(key, params) ?? key,
    format: makeFormat(language),
    label: (label, fallback = '') => label?.[language] || label?.[language === 'de' ? 'en' : 'de'] || fallback,
  }
}
