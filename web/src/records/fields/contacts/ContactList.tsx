import type { Contact } from '@/api/types'
import { useT } from '@/i18n/locale'
import styles from './ContactList.module.css'

interface Props {
  value: unknown
  href(contact: Contact): string | undefined
}

export function ContactList({ value, href }: Props) {
  const t = useT()
  if (!Array.isArray(value)) return null
  return (
    <span className={styles.list}>
      {(value as Contact[]).map((contact, index) => {
        const address = href(contact)
        const text = contact.display ?? contact.value
        return (
          <span key={index} className={styles.contact}>
            {address ? (
              <a href={address} tabIndex={-1} target={address.startsWith('http') ? '_blank' : undefined} rel="noreferrer">
                {text}
              </a>
            ) : (
              text
            )}
            {contact.label && <span className={styles.label}>{t(`contact.${contact.label}` as 'contact.work')}</span>}
          </span>
        )
      })}
    </span>
  )
}
