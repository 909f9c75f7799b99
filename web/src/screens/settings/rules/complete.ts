// What can stand where the caret is: keys, objects, people, actions, fields and the words of conditions.
import type { RuleLanguage } from '@/api/rules'
import type { Catalogue, Field, ObjectType } from '@/api/types'
import { findObject } from '@/schema/catalogue'
import { words } from './words'

export interface Option {
  text: string
  hint?: string
}

export interface Completion {
  /** The options take the place of the text from here to the caret. */
  from: number
  options: Option[]
}

export interface Known {
  language: RuleLanguage
  catalogue: Catalogue
  roles: string[]
  teams: string[]
  organisations: string[]
}

const most = 8

/** In a text of rules. `asked`: also without a letter typed. */
export function complete(text: string, caret: number, known: Known, asked: boolean): Completion | null {
  const block = text.slice(Math.max(0, text.lastIndexOf('\n- ', caret - 1)), caret)
  const language = languageOf(block) ?? known.language
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret)
  const said = /^\s*(?:- )?([\p{L}_ ]+?)\s*:\s*(.*)$/u.exec(line)
  if (!said) return choose(keyOptions(line, language), /[\p{L}_ ]*$/u.exec(line.replace(/^\s*(- )?/, ''))?.[0] ?? '', caret, asked)
  const { keys } = words[language]
  const key = (Object.keys(keys) as (keyof typeof keys)[]).find((name) => keys[name] === said[1])
  const value = said[2]!
  const objects = objectsOf(block, known, language)
  if (key === 'when' || key === 'only_when' || key === 'unless') return completeCondition(text, caret, objects, { ...known, language }, asked)
  const word = /[^,[\]{}:"]*$/u.exec(value)![0].trimStart()
  if (key === 'applies_to') return choose([{ text: words[language].audiences.all }, ...known.catalogue.objects.map((object) => named(object, language))], word, caret, asked)
  if (key === 'for') return choose(audienceOptions(known, language), word, caret, asked)
  if (key === 'may' || key === 'may_never' || key === 'at') return choose(texts(Object.values(words[language].actions)), word, caret, asked)
  if (key === 'fields') {
    const mode = /:\s*[\p{L}]*$/u.test(value)
    return choose(mode ? texts(Object.values(words[language].modes)) : [...texts(Object.values(words[language].classes)), ...objects.flatMap((object) => object.fields.map((field) => named(field, language)))], word, caret, asked)
  }
  return null
}

/** In a condition alone. */
export function completeCondition(text: string, caret: number, objects: ObjectType[], known: Known, asked: boolean): Completion | null {
  const path = /(?:\[[^\]\n]*\]|[\p{L}\p{N}_#])*(?:\.(?:\[[^\]\n]*\]|[\p{L}\p{N}_#]*))*$/u.exec(text.slice(0, caret))?.[0] ?? ''
  const { mine, operators } = words[known.language]
  const dot = path.lastIndexOf('.')
  const target = dot > 0 ? follow(path.slice(0, dot), objects, known) : undefined
  if (target) return choose(fieldOptions([target], known.language), path.slice(dot + 1), caret, true)
  return choose([...fieldOptions(objects, known.language), ...texts(mine), ...texts(operators)], path, caret, asked)
}

function choose(options: Option[], typed: string, caret: number, asked: boolean): Completion | null {
  if (!typed && !asked) return null
  const wanted = typed.toLocaleLowerCase().replace(/^\[/, '')
  const plain = (option: Option) => option.text.toLocaleLowerCase().replace(/^\[/, '')
  const unique = options.filter((option, index) => options.findIndex((other) => other.text === option.text) === index)
  const fitting = [...unique.filter((option) => plain(option).startsWith(wanted)), ...unique.filter((option) => !plain(option).startsWith(wanted) && (option.hint ?? '').toLocaleLowerCase().startsWith(wanted))]
  const left = fitting.filter((option) => option.text !== typed)
  return left.length > 0 ? { from: caret - typed.length, options: left.slice(0, most) } : null
}

function texts(all: string[]): Option[] {
  return all.map((text) => ({ text }))
}

function keyOptions(line: string, language: RuleLanguage): Option[] {
  const { keys } = words[language]
  const first = /^- /.test(line)
  const kinds = [keys.rule, keys.limit, keys.forbid, keys.cap]
  const inner = [keys.applies_to, keys.for, keys.may, keys.may_never, keys.at, keys.when, keys.only_when, keys.unless, keys.fields, keys.valid, keys.because]
  return texts(/^\s/.test(line) ? inner : kinds).map(({ text }) => ({ text: first || /^\s/.test(line) ? `${text}: ` : `- ${text}: ` }))
}

function audienceOptions({ roles, teams, organisations }: Known, language: RuleLanguage): Option[] {
  const { audiences, unitKinds, of } = words[language]
  return texts([
    ...[audiences.all, audiences.staff, audiences.external, audiences.head],
    ...Object.values(unitKinds).map((kind) => `${audiences.head} ${of} ${kind}`),
    ...roles.map((name) => `${audiences.role} ${name}`),
    ...teams.map((name) => `${audiences.team} ${name}`),
    ...organisations.map((name) => `${audiences.organisation} ${name}`),
  ])
}

function named(thing: ObjectType | Field, language: RuleLanguage): Option {
  return language === 'en' ? { text: thing.name, hint: thing.label.en } : { text: thing.label.de ?? `#${thing.name}`, hint: thing.name }
}

function fieldOptions(objects: ObjectType[], language: RuleLanguage): Option[] {
  return objects.flatMap((object) =>
    object.fields.map((field) => {
      const { text, hint } = named(field, language)
      return { text: /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? text : `[${text}]`, hint }
    }),
  )
}

/** The object a path of relations leads to. */
function follow(path: string, objects: ObjectType[], { catalogue, language }: Known): ObjectType | undefined {
  let at: ObjectType[] = objects
  for (const step of path.split('.').map((part) => part.replace(/^\[|\]$/g, ''))) {
    const field = at.flatMap((object) => object.fields).find((one) => named(one, language).text === step || `#${one.name}` === step)
    const target = field?.relation?.target ?? (field?.type === 'user' ? 'user' : undefined)
    const next = target ? findObject(catalogue, target) : undefined
    if (!next) return undefined
    at = [next]
  }
  return at[0]
}

function languageOf(block: string): RuleLanguage | undefined {
  const first = /(?:^|\n)- ([\p{L}]+):/u.exec(block)?.[1]
  return (['de', 'en'] as const).find((language) => [words[language].keys.rule, words[language].keys.limit, words[language].keys.forbid, words[language].keys.cap].includes(first ?? ''))
}

function objectsOf(block: string, { catalogue }: Known, language: RuleLanguage): ObjectType[] {
  const value = new RegExp(`\\n\\s+${words[language].keys.applies_to}:\\s*(.*)`, 'u').exec(block)?.[1] ?? ''
  const names = value.split(/[,[\]"]/).map((name) => name.trim().replace(/^#/, ''))
  const found = catalogue.objects.filter((object) => names.includes(object.name) || names.includes(object.label.de ?? ''))
  return found.length > 0 ? found : catalogue.objects
}
