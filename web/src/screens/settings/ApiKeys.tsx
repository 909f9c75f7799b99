import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import { createKey, deleteKey, listKeys, type ApiKey } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { errorText } from '@/schema/errors'
import { EmptyState } from '@/ui/EmptyState'
import { IconButton } from '@/ui/IconButton'
import { IconKey, IconTrash } from '@/ui/icons'
import { showToast } from '@/ui/toast'
import { Secret } from './Secret'
import styles from './SettingsScreen.module.css'

/** Keys with which other programs use the API in this person's name. */
export function ApiKeys() {
  const locale = useLocale()
  const { t, format } = locale
  const [name, setName] = useState('')
  const [mayWrite, setMayWrite] = useState(false)
  const [made, setMade] = useState('')
  const { data, error, refetch } = useQuery({ queryKey: keys.apiKeys, queryFn: ({ signal }) => listKeys(signal) })

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action()
      await queryClient.invalidateQueries({ queryKey: keys.apiKeys })
    } catch (failure) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(failure, locale) })
    }
  }

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    void attempt(async () => {
      const answer = await createKey({ name, scopes: mayWrite ? ['read', 'write'] : ['read'], expires: null })
      setMade(answer.key)
      setName('')
    })
  }

  const describe = (key: ApiKey) =>
    [t(key.scopes.includes('write') ? 'keys_api.read_write' : 'keys_api.read'), key.created_at && t('keys_api.created', { time: format.relative(key.created_at) })].filter(Boolean).join(' · ')

  return (
    <>
      <p className="dim">{t('keys_api.text')}</p>
      <form className={styles.form} onSubmit={handleSubmit}>
        <TextInput label={t('keys_api.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required withAsterisk={false} />
        <Checkbox label={t('keys_api.may_write')} checked={mayWrite} onChange={(event) => setMayWrite(event.currentTarget.checked)} mb={8} />
        <Button type="submit" size="sm">
          {t('keys_api.create')}
        </Button>
      </form>
      {made && <Secret text={t('keys_api.once')} value={made} onClose={() => setMade('')} />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState icon={IconKey} text={t('keys_api.empty')} />}
      {data && data.length > 0 && (
        <ul className={styles.list}>
          {data.map((key) => (
            <li key={key.id} className={styles.row}>
              <span className="grow">{key.name}</span>
              <span className="dim">{describe(key)}</span>
              <IconButton icon={IconTrash} label={t('keys_api.delete', { name: key.name })} onClick={() => void attempt(() => deleteKey(key.id))} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
