import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { Field } from '@/api/types'
import type { Locale } from '@/i18n/locale'
import type { OperatorName } from '../filters/operators'

export interface DisplayProps {
  field: Field
  value: unknown
}

export interface InputProps {
  field: Field
  value: unknown
  /** `Unparsed` while what was typed is no value of this type. */
  onChange(value: unknown): void
  /** A choice that needs no further confirmation (an option, a date in the calendar). */
  onCommit?(value: unknown): void
  /** In a cell the control is bare, named by `label` and takes the focus. */
  mode: 'form' | 'cell'
  id?: string
  label?: string
  error?: string
  autoFocus?: boolean
  /** What was typed to start the edit; takes the place of the old value. */
  initialText?: string
}

export interface FilterProps {
  field: Field
  operator: OperatorName
  operands: string[]
  onChange(operands: string[]): void
  label: string
}

/** A component whose code is loaded when it is first drawn, or before. */
export type Deferred<Props> = LazyExoticComponent<ComponentType<Props>> & { preload(): unknown }

export function deferred<Props>(load: () => Promise<{ default: ComponentType<Props> }>): Deferred<Props> {
  return Object.assign(lazy(load), { preload: load })
}

/** What the client knows about one type of field. */
export interface FieldClient {
  Display: ComponentType<DisplayProps>
  Input: Deferred<InputProps> | null
  Filter: LazyExoticComponent<ComponentType<FilterProps>> | null
  operators: OperatorName[]
  /** Plain text: for the clipboard, tooltips and screen readers. */
  toText(value: unknown, field: Field, locale: Locale): string
  /** Reads pasted or typed text; `Unparsed` when it is no value. */
  fromText(text: string, field: Field, locale: Locale): unknown
  align?: 'end'
  /** What typing on a cell does: write a new value, search for one to choose, or only open the editor. */
  typing?: 'value' | 'search'
  /** Pixels a column of this type starts with. */
  width: number
}

/** What a person typed that is no value of the field's type. */
export class Unparsed {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export interface Masked {
  masked: string
}

export function isMasked(value: unknown): value is Masked {
  return typeof value === 'object' && value !== null && 'masked' in value
}

export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
