import { Button, PasswordInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { messagesByField } from '@/api/error'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { changeSettings, endSession, listSessions, type OpenSession } from '@/api/session'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'
import styles from './SettingsScreen.module.css'

/** The password, and where this person is logged in. */
export function Security() {
  const locale = useLocale()
  const { t } = locale
  const [form, setForm] = useState({ current_password: '', password: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setErrors({})
    try {
      await changeSettings({ password: form.password, current_password: form.current_password || undefined })
      setForm({ current_password: '', password: '' })
      await queryClient.invalidateQueries({ queryKey: keys.sessions })
      showToast({ kind: 'success', text: t('security.changed') })
    } catch (error) {
      const messages = messagesByField(error)
      setErrors(Object.keys(messages).some((field) => field in form) ? messages : { password: errorText(error, locale) })
    }
  }

  const field = (name: keyof typeof form) => ({
    value: form[name],
    error: errors[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setForm({ ...form, [name]: event.currentTarget.value }),
    visibilityToggleButtonProps: { 'aria-label': t('login.show_password') },
    maw: 320,
  })

  return (
    <>
      <form className={styles.section} onSubmit={(event) => void handleSubmit(event)}>
        <PasswordInput label={t('security.current')} description={t('security.current_hint')} autoComplete="current-password" {...field('current_password')} />
        <PasswordInput label={t('security.new')} autoComplete="new-password" required withAsterisk={false} {...field('password')} />
        <div>
          <Button type="submit" size="sm">
            {t('security.change')}
          </Button>
        </div>
      </form>
      <Sessions />
    </>
  )
}

function Sessions() {
  const locale = useLocale()
  const { t, format } = locale
  const { data, error, refetch } = useQuery({ queryKey: keys.sessions, queryFn: ({ signal }) => listSessions(signal) })

  async function handleEnd(session: OpenSession): Promise<void> {
    try {
      await endSession(session.id)
      await refetch()
    } catch (failure) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(failure, locale) })
    }
  }

  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return (
    <div className={styles.section}>
      <h2>{t('security.sessions')}</h2>
      <ul className={styles.list}>
        {data?.map((session) => (
          <li key={session.id} className={styles.row}>
            <span className="grow">
              {browserOf(session.agent) || session.address}
              <span className="dim"> · {t('security.seen', { time: format.relative(session.seen_at) })}</span>
            </span>
            {session.current ? (
              <span className="dim">{t('security.this_one')}</span>
            ) : (
              <Button variant="default" onClick={() => void handleEnd(session)}>
                {t('login.log_out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** "Firefox, Linux" out of what a browser says about itself. */
function browserOf(agent: string): string {
  const browser = /(Firefox|Edg|OPR|HeadlessChrome|Chrome|Safari)/.exec(agent)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1]?.replace('Mac OS X', 'macOS')
  return [browser, system].filter(Boolean).join(', ')
}
