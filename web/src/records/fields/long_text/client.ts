import { deferred, type FieldClient } from '../fieldClient'
import { textOperators } from '../../filters/operators'
import { text } from '../text/client'
import { Display } from './Display'

export const longText: FieldClient = {
  ...text,
  Display,
  Input: deferred(() => import('./Input')),
  operators: textOperators,
  width: 260,
}
