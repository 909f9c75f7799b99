import { contacts } from '../contacts/client'
import { deferred, type FieldClient } from '../fieldClient'
import { Display } from './Display'

export const phones: FieldClient = { ...contacts, Display, Input: deferred(() => import('./Input')), width: 170 }
