// Access rules: docs/api/access.md.
import { newIdempotencyKey, request } from './client'
import type { Label } from './types'

export type RuleKind = 'rule' | 'limit' | 'forbid' | 'cap' | 'masks'
export type Action = 'see' | 'read' | 'edit' | 'delete' | 'create' | 'assign' | 'link' | 'share' | 'export' | 'count'
export type Mode = 'none' | 'mask' | 'read' | 'edit'
export type FieldClass = 'normal' | 'personal' | 'special' | 'internal' | 'secret'
export type AudienceKind = 'all' | 'staff' | 'external' | 'portal' | 'head' | 'role' | 'team' | 'organisation' | 'key'
export type RuleLanguage = 'de' | 'en'

export interface Audience {
  kind: AudienceKind
  /** The role, team …, or the kind of unit somebody is head of. */
  name: string
  /** What the role is called. */
  said?: string
}

export interface FieldMode {
  class: FieldClass | null
  field: string | null
  /** Of `masks`: what the mask looks like, such as "initials". */
  mode: Mode
}

export interface Rule {
  kind: RuleKind
  name: string
  /** Empty: all. */
  objects: string[]
  for: Audience[]
  actions: Action[]
  when: string | null
  fields: FieldMode[]
  from: string | null
  until: string | null
  because: string
  /** The block (an escalation, an assignment, an approval) that stands for this rule; it is changed as text. */
  block?: string | null
  /** The rule as text, in the language asked for; of a block's rules only the first has one. */
  text: string
}

export interface RuleText {
  language: RuleLanguage
  text: string
}

/** What is in force. */
export interface RulesInForce extends RuleText {
  /** Promises in a small house of their own, as text. */
  table: string
  /** Promises about real people and records. */
  examples: Example[]
}

/** Both are run at every save. */
export interface Example {
  user: string
  object: string
  id: string
  /** An action, or a field. */
  ask: string
  answer: string
}

/** What the linter has to say; never refuses a save. */
export interface Finding {
  kind: string
  rule: string
  text: string
}

export interface Delta {
  gained: number
  lost: number
}

export interface Change {
  object: string
  see: Delta
  read: Delta
  edit: Delta
}

export interface AffectedObject extends Change {
  fields: { field: string; from: Mode; to: Mode; records: number }[]
  examples: { action: Action; gained: boolean; id: string; title: string }[]
}

export interface Affected {
  id: string
  name: string
  objects: AffectedObject[]
}

export interface WrongExample {
  example: string
  answer: string
  expected: string
}

export interface Preview extends Delta {
  /** What saving carries back; none when nobody gains or loses anything. */
  confirm: string | null
  people: number
  objects: Change[]
  affected: Affected[]
  more: number
  exact: boolean
  findings: Finding[]
  wrong: WrongExample[]
}

export interface ReadRules extends RuleText {
  rules: Rule[]
}

export interface ReadySet {
  name: string
  label: Label
  description: Label
  text: string
  table: string
  examples: number
}

/** `unit`: the rules of a unit and what lies below it; none: those of the whole house. */
export function getRules(language: RuleLanguage, unit: string | undefined, signal?: AbortSignal): Promise<RulesInForce> {
  return request('GET', `/access/rules?language=${language}${unit ? `&unit=${unit}` : ''}`, { signal })
}

export interface RulesWish {
  text: string
  unit?: string
  table?: string
  examples?: Example[]
  confirm?: string
}

export function saveRules(wish: RulesWish): Promise<RulesInForce> {
  return request('PUT', '/access/rules', { body: wish })
}

/** What rules would change, before they are in force. */
export function previewRules(text: string, unit: string | undefined, signal?: AbortSignal): Promise<Preview> {
  return request('POST', '/access/preview', { body: { text, unit }, signal })
}

export async function lintRules(text: string, unit: string | undefined, signal?: AbortSignal): Promise<Finding[]> {
  return (await request<{ findings: Finding[] }>('POST', '/access/lint', { body: { text, unit }, signal })).findings
}

/** What a text says, in a language, as parts. Nothing is saved. */
export function readRules(text: string, language: RuleLanguage, unit?: string, signal?: AbortSignal): Promise<ReadRules> {
  return request('POST', '/access/rules/read', { body: { text, language, unit }, signal })
}

export async function listReadySets(language: RuleLanguage, signal?: AbortSignal): Promise<ReadySet[]> {
  return (await request<{ sets: ReadySet[] }>('GET', `/access/sets?language=${language}`, { signal })).sets
}

/** Customer protection: whoever enters a customer of others is told to ask dispatch, nothing else. */
export interface Protection {
  on: boolean
  asked: { at: string; by: { id: string; name: string }; object: string; known: boolean }[]
}

export function getProtection(signal?: AbortSignal): Promise<Protection> {
  return request('GET', '/access/protection', { signal })
}

export function setProtection(on: boolean): Promise<Protection> {
  return request('PUT', '/access/protection', { body: { on } })
}

/** A part of a condition, with what lies under `and`, `or` and `not`. */
export interface ConditionPart {
  text: string
  holds: boolean
  parts?: ConditionPart[]
  note?: string
}

export interface Reason {
  kind: RuleKind
  rule: string
  because: string
  holds: boolean
  /** Without this rule the answer would be another, or have another reason. */
  decides?: boolean
  condition?: ConditionPart | null
}

export interface FieldAnswer {
  field: string
  mode: Mode
  rule: string
  cap?: string
}

export interface Explanation {
  allowed: boolean
  reasons: Reason[]
  fields?: FieldAnswer[]
}

function of(object: string, id: string, more: Record<string, string> = {}): string {
  return new URLSearchParams({ object, id, ...more }).toString()
}

/** Of the reader, or of somebody else for those who may ask. */
export function explain(object: string, id: string, action: Action, more: { user?: string; language: RuleLanguage }, signal?: AbortSignal): Promise<Explanation> {
  return request('GET', `/access/explain?${of(object, id, { action, language: more.language, ...(more.user && { user: more.user }) })}`, { signal })
}

export interface WhoMay {
  people: { id: string; name: string; rules?: string[] }[]
  rules?: { rule: string; because: string; people: string[] }[]
}

export function whoMay(object: string, id: string, action: Action, signal?: AbortSignal): Promise<WhoMay> {
  return request('GET', `/access/who?${of(object, id, { action })}`, { signal })
}

export type RecipientKind = 'user' | 'team' | 'unit'

export interface Share {
  id: string
  kind: RecipientKind
  with: string
  action: 'read' | 'edit'
  until: string | null
  by: string
}

export async function listShares(object: string, id: string, signal?: AbortSignal): Promise<Share[]> {
  return (await request<{ shares: Share[] }>('GET', `/access/shares?${of(object, id)}`, { signal })).shares
}

export function addShare(share: { object: string; id: string; kind: RecipientKind; with: string; action: 'read' | 'edit'; until?: string }): Promise<{ id: string }> {
  return request('POST', '/access/shares', { body: share, idempotencyKey: newIdempotencyKey() })
}

export const removeShare = (id: string): Promise<unknown> => request('DELETE', `/access/shares/${id}`)
