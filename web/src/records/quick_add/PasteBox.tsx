import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { pick } from '@/api/records'
import type { FieldValues, ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useObject } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { announce } from '@/ui/announce'
import { IconClipboardText, IconPlus } from '@/ui/icons'
import { createWithFields } from '../write'
import { newIdempotencyKey } from '@/api/client'
import { companyField, hasContacts, valuesFrom } from './cardValues'
import styles from './QuickAdd.module.css'
import { readCard } from './signature'

interface Props {
  object: ObjectType
  onRead(values: FieldValues): void
}

/** Fills the form from a signature, a business card or a vCard that is pasted as text. */
export function PasteBox({ object, onRead }: Props) {
  const { t } = useLocale()
  const [opened, setOpened] = useState(false)
  const [said, setSaid] = useState('')
  const [company, setCompany] = useState('')
  if (!hasContacts(object)) return null
  const link = companyField(object)

  async function take(text: string): Promise<void> {
    const card = readCard(text)
    const values = valuesFrom(object, card)
    const rest = card.rest.length > 0 ? t('quick_add.not_read', { text: card.rest.join(' · ') }) : ''
    const message = [t('quick_add.read', { n: Object.keys(values).length }), rest].filter(Boolean).join(' ')
    setSaid(message)
    setCompany('')
    announce(message)
    onRead(values)
    if (!link || !card.company) return
    const wanted = card.company.toLowerCase()
    const found = (await pick(link.relation!.target, card.company).catch(() => [])).find((result) => result.title.toLowerCase() === wanted)
    if (found) onRead({ [link.name]: { id: found.id, title: found.title } })
    else setCompany(card.company)
  }

  if (!opened) {
    return (
      <Button variant="subtle" size="compact-sm" className={styles.paste} leftSection={<IconClipboardText size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t('quick_add.paste')}
      </Button>
    )
  }
  return (
    <div className={styles.field}>
      <Textarea label={t('quick_add.paste')} rows={4} autoFocus maxLength={20_000} placeholder={t('quick_add.paste_hint')} onChange={(event) => void take(event.currentTarget.value)} />
      {said && <p className={styles.read}>{said}</p>}
      {link && company && (
        <NewCompany
          object={link.relation!.target}
          name={company}
          onMade={(reference) => {
            onRead({ [link.name]: reference })
            setCompany('')
          }}
        />
      )}
    </div>
  )
}

/** The company on the card is not there yet: one click makes it. */
function NewCompany({ object, name, onMade }: { object: string; name: string; onMade(reference: { id: string; title: string }): void }) {
  const locale = useLocale()
  const type = useObject(object)
  const [failure, setFailure] = useState('')
  const [key] = useState(newIdempotencyKey)
  if (!type?.can.create) return null

  async function make(): Promise<void> {
    try {
      const made = await createWithFields(object, { [type!.title_field]: name }, key)
      if (made) onMade({ id: made.id, title: made.title })
    } catch (error) {
      setFailure(errorText(error, locale))
    }
  }

  return (
    <>
      <Button variant="default" size="compact-sm" className={styles.paste} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => void make()}>
        {locale.t('quick_add.new_company', { object: locale.label(type.label), name })}
      </Button>
      {failure && <p role="alert">{failure}</p>}
    </>
  )
}
