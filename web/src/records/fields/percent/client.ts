import { number } from '../number/client'
import type { FieldClient } from '../fieldClient'
import { Display } from './Display'

export const percent: FieldClient = {
  ...number,
  Display,
  toText: (value, _field, { format }) => (value == null ? '' : format.percent(String(value))),
}
