import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { queryClient } from '@/api/queryClient'
import { getHealth, logIn } from '@/api/session'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { PageTitle } from '@/ui/PageTitle'
import { EntryPage } from './EntryPage'

/** Logs in by password, or by the token of a printed link. */
export function LoginScreen() {
  const locale = useLocale()
  const { t } = locale
  const navigate = useNavigate()
  const { token, to } = useSearch({ from: '/login' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const { data: health } = useQuery({ queryKey: ['health'], queryFn: getHealth, retry: false })

  async function enter(credentials: Parameters<typeof logIn>[0]): Promise<void> {
    setBusy(true)
    setError('')
    try {
      await logIn(credentials)
      queryClient.clear()
      await navigate({ to: to?.startsWith('/') && !to.startsWith('//') ? to : '/', replace: true })
    } catch (reason) {
      setError(errorText(reason, locale))
    } finally {
      setBusy(false)
    }
  }

  useEffect(() => {
    if (token) void enter({ login_token: token })
  }, [token])

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    void enter({ email, password })
  }

  return (
    <EntryPage>
      <PageTitle title={t('login.title')} />
      {health?.set_up === false && <p>{t('setup.no_token')}</p>}
      <form onSubmit={handleSubmit} className="stack">
        <TextInput
          label={t('login.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('login.show_password') }}
          error={error || undefined}
        />
        <Button type="submit" size="sm" loading={busy}>
          {t('login.button')}
        </Button>
      </form>
    </EntryPage>
  )
}
