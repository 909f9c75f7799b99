import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { messagesByField } from '@/api/error'
import { queryClient } from '@/api/queryClient'
import { setUp } from '@/api/session'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'

const shortest = 10

/** The first user. The token comes from the link that the program printed. */
export function AccountForm({ token, onDone }: { token: string; onDone(): void }) {
  const locale = useLocale()
  const { t, language } = locale
  const [form, setForm] = useState({ name: '', email: '', password: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (form.password.length < shortest) {
      setErrors({ password: t('setup.password_short', { n: shortest }) })
      return
    }
    setBusy(true)
    setErrors({})
    try {
      await setUp({ token, language, ...form })
      queryClient.clear()
      onDone()
    } catch (error) {
      const messages = messagesByField(error)
      setErrors(Object.keys(messages).some((field) => field in form) ? messages : { '': errorText(error, locale) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="stack" onSubmit={(event) => void handleSubmit(event)}>
      {token === '' && <p role="alert">{t('setup.no_token')}</p>}
      <TextInput
        label={t('members.name')}
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        value={form.name}
        error={errors.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('login.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={form.email}
        error={errors.email}
        onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('login.password')}
        description={t('setup.password_hint', { n: shortest })}
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={form.password}
        error={errors.password}
        onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('login.show_password') }}
      />
      {errors[''] && <p role="alert">{errors['']}</p>}
      <Button type="submit" size="sm" loading={busy}>
        {t('setup.next')}
      </Button>
    </form>
  )
}
