import { lazy } from 'react'
import type { FieldClient } from '../fieldClient'
import { textOperators } from '../../filters/operators'
import { text } from '../text/client'
import { Display } from './Display'

export const longText: FieldClient = {
  ...text,
  Display,
  Input: lazy(() => import('./Input')),
  operators: textOperators,
  width: 260,
}
