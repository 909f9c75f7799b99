import type { Field, FieldType } from '@/api/types'
import type { FieldClient } from './fieldClient'
import { checkbox } from './checkbox/client'
import { date } from './date/client'
import { dateTime } from './date_time/client'
import { emails } from './emails/client'
import { longText } from './long_text/client'
import { money } from './money/client'
import { multiSelect } from './multi_select/client'
import { number } from './number/client'
import { percent } from './percent/client'
import { phones } from './phones/client'
import { postalAddress } from './postal_address/client'
import { relation } from './relation/client'
import { select } from './select/client'
import { text } from './text/client'
import { urls } from './urls/client'
import { user } from './user/client'

const readOnly = (client: FieldClient): FieldClient => ({ ...client, Input: null })

const clients: Record<FieldType, FieldClient> = {
  text,
  long_text: longText,
  number,
  money,
  percent,
  checkbox,
  date,
  date_time: dateTime,
  select,
  status: select,
  multi_select: multiSelect,
  person_name: readOnly(text),
  emails,
  phones,
  urls,
  postal_address: postalAddress,
  relation,
  user,
  auto_number: readOnly(text),
  instant_system: readOnly(dateTime),
  created_at: readOnly(dateTime),
  changed_at: readOnly(dateTime),
  user_system: readOnly(user),
}

/** A type this client does not know yet is shown as text and left alone. */
export function fieldClient(type: FieldType): FieldClient {
  return clients[type] ?? readOnly(text)
}

/** Whether the type and the field let a person change the value; abilities and `read_only` of the record come on top. */
export function isEditable(field: Field): boolean {
  return !field.read_only && fieldClient(field.type).Input !== null
}
