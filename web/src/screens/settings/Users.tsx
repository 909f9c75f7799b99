import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { messagesByField } from '@/api/error'
import { keys } from '@/api/keys'
import { queryRecords } from '@/api/records'
import type { Query } from '@/api/types'
import { createUser } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { reloadLists } from '@/records/cache'
import { errorText } from '@/schema/errors'
import { Avatar } from '@/ui/Avatar'
import { Placeholder } from '@/ui/Placeholder'
import { Secret } from './Secret'
import styles from './SettingsScreen.module.css'

const query: Query = { sort: ['name'], fields: ['name', 'email'], limit: 200 }

/** Who works here, and a link for someone new. */
export function Users() {
  const locale = useLocale()
  const { t, language } = locale
  const [form, setForm] = useState({ name: '', email: '', language: language as string })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [link, setLink] = useState('')
  const { data, error, refetch } = useQuery({ queryKey: keys.rows('user', query), queryFn: ({ signal }) => queryRecords('user', query, signal) })

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setErrors({})
    try {
      const created = await createUser(form)
      setLink(created.login_link)
      setForm({ ...form, name: '', email: '' })
      reloadLists('user')
    } catch (failure) {
      const messages = messagesByField(failure)
      setErrors(Object.keys(messages).some(Boolean) ? messages : { name: errorText(failure, locale) })
    }
  }

  return (
    <>
      <form className={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <TextInput label={t('users.name')} value={form.name} error={errors.name} required withAsterisk={false} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
        <TextInput
          label={t('login.email')}
          type="email"
          value={form.email}
          error={errors.email}
          required
          withAsterisk={false}
          onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
        />
        <Select
          label={t('language.title')}
          data={[
            { value: 'de', label: t('language.de') },
            { value: 'en', label: t('language.en') },
          ]}
          value={form.language}
          onChange={(next) => next && setForm({ ...form, language: next })}
          w={120}
        />
        <Button type="submit" size="sm">
          {t('users.invite')}
        </Button>
      </form>
      {link && <Secret text={t('users.link')} value={link} onClose={() => setLink('')} />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Placeholder lines={3} />}
      {data && (
        <ul className={styles.list}>
          {data.records.map((user) => (
            <li key={user.id} className={styles.row}>
              <Avatar name={user.title} size={28} />
              <span className="grow">{user.title}</span>
              <span className="dim">{String(user.fields.email ?? '')}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
