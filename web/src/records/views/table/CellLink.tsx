import { Link } from '@tanstack/react-router'
import type { Contact, Field } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconArrowRight, IconExternalLink, IconMail, IconPhone } from '@/ui/icons'
import { references } from '../../fields/relation/references'
import { telephoneLink, webAddress } from '../../fields/contacts/links'
import styles from './CellLink.module.css'

/**
 * Where a cell leads to: a record, a mail, a call, a page. A click on the value itself marks the cell, so the way on is a
 * button of its own that shows under the pointer.
 */
export function CellLink({ field, value }: { field: Field; value: unknown }) {
  const t = useT()
  if (field.type === 'relation') {
    const first = references(value)[0]
    const target = field.relation?.target
    if (!first?.id || !target) return null
    return (
      <Link to="/d/$object/r/$id" params={{ object: target, id: first.id }} className={styles.link} tabIndex={-1} aria-label={t('table.open', { title: first.title })} preload={false}>
        <IconArrowRight size={14} aria-hidden />
      </Link>
    )
  }
  const contact = Array.isArray(value) ? (value[0] as Contact | undefined) : undefined
  if (!contact?.value) return null
  const ways = {
    emails: { href: `mailto:${contact.value}`, icon: IconMail, label: t('contact.write', { address: contact.value }) },
    phones: { href: telephoneLink(contact), icon: IconPhone, label: t('contact.call', { number: contact.display ?? contact.value }) },
    urls: { href: webAddress(contact.value), icon: IconExternalLink, label: t('table.open', { title: contact.value }) },
  }
  const way = ways[field.type as keyof typeof ways] as (typeof ways)['urls'] | undefined
  if (!way?.href) return null
  return (
    <a href={way.href} className={styles.link} tabIndex={-1} aria-label={way.label} target={field.type === 'urls' ? '_blank' : undefined} rel="noreferrer">
      <way.icon size={14} aria-hidden />
    </a>
  )
}
