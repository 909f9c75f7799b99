import { Button } from '@mantine/core'
import type { Contact, ObjectType, RecordData } from '@/api/types'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { IconMail, IconMapPin, IconPhone } from '@/ui/icons'
import { telephoneLink } from '../fields/contacts/links'
import { addressLine } from '../fields/postal_address/address'

interface Props {
  object: ObjectType
  record: RecordData
  /** With a way there: on a phone. */
  phone: boolean
}

/** Call, write, go there: the first number, address and place of the record. */
export function ContactButtons(props: Props) {
  const t = useT()
  const { number, mail, place } = waysTo(props)
  useCommands([
    { id: 'record-mail', label: ({ t: translate }) => translate('record.mail'), group: 'record', icon: IconMail, shortcut: 'm', can: () => mail !== undefined, run: () => location.assign(`mailto:${mail!.value}`) },
    { id: 'record-call', label: ({ t: translate }) => translate('record.call'), group: 'record', icon: IconPhone, can: () => number !== undefined, run: () => location.assign(telephoneLink(number!)) },
  ])
  return (
    <>
      {number && (
        <Button component="a" href={telephoneLink(number)} variant="default" c="var(--text)" leftSection={<IconPhone size={14} aria-hidden />} title={number.display ?? number.value}>
          {t('record.call')}
        </Button>
      )}
      {mail && (
        <Button component="a" href={`mailto:${mail.value}`} variant="default" c="var(--text)" leftSection={<IconMail size={14} aria-hidden />} title={mail.value}>
          {t('record.mail')}
        </Button>
      )}
      {place && (
        <Button component="a" href={`geo:0,0?q=${encodeURIComponent(place)}`} variant="default" c="var(--text)" leftSection={<IconMapPin size={14} aria-hidden />}>
          {t('record.route')}
        </Button>
      )}
    </>
  )
}

/** Whether there is any way to reach whom the record is about. */
export function canBeReached(props: Props): boolean {
  const { number, mail, place } = waysTo(props)
  return Boolean(number ?? mail ?? (place || undefined))
}

function waysTo({ object, record, phone }: Props): { number?: Contact; mail?: Contact; place: string } {
  const first = (type: string) => object.fields.filter((field) => field.type === type).flatMap((field) => asContacts(record.fields[field.name]))[0]
  const addressField = object.fields.find((field) => field.type === 'postal_address')
  const place = phone && addressField ? addressLine(record.fields[addressField.name] as null) : ''
  return { number: first('phones'), mail: first('emails'), place }
}

function asContacts(value: unknown): Contact[] {
  return Array.isArray(value) ? (value as Contact[]) : []
}
