import { lazy } from 'react'
import type { FieldClient } from '../fieldClient'
import { relation } from '../relation/client'
import { Display } from './Display'

export const user: FieldClient = {
  ...relation,
  Display,
  Filter: lazy(() => import('../relation/Filter')),
  operators: ['is_me', 'is_not_me', 'one_of', 'none_of', 'is_empty', 'not_empty'],
  width: 150,
}
