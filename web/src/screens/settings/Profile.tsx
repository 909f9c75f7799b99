import { Select, Switch, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { queryClient } from '@/api/queryClient'
import { changeSettings } from '@/api/session'
import { singleKeysAllowed } from '@/commands/keyboard'
import type { Language } from '@/i18n/format'
import { setLocale, useLocale, type Address } from '@/i18n/locale'
import { writePreference } from '@/lib/storage'
import { useSession } from '@/schema/catalogue'
import styles from './SettingsScreen.module.css'

/** What a person sets for themselves; it holds at once. */
export function Profile() {
  const { t, language, address } = useLocale()
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [singleKeys, setSingleKeys] = useState(singleKeysAllowed)

  async function handleLanguage(next: Language): Promise<void> {
    await setLocale(next, address)
    await changeSettings({ language: next })
    await queryClient.invalidateQueries()
  }

  function handleAddress(next: Address): void {
    writePreference('address', next)
    void setLocale(language, next)
  }

  return (
    <div className={styles.section}>
      <p className="dim">
        {user.name} · {user.email}
      </p>
      <Select
        label={t('language.title')}
        data={[
          { value: 'de', label: t('language.de') },
          { value: 'en', label: t('language.en') },
        ]}
        value={language}
        onChange={(next) => next && void handleLanguage(next as Language)}
        maw={320}
      />
      {language === 'de' && (
        <Select
          label={t('profile.address')}
          data={[
            { value: 'du', label: t('profile.address_du') },
            { value: 'Sie', label: t('profile.address_Sie') },
          ]}
          value={address}
          onChange={(next) => next && handleAddress(next as Address)}
          maw={320}
        />
      )}
      <Select
        label={t('theme.title')}
        data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        value={colorScheme}
        onChange={(next) => next && setColorScheme(next as typeof colorScheme)}
        maw={320}
      />
      <Switch
        label={t('profile.single_keys')}
        description={t('profile.single_keys_text')}
        checked={singleKeys}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked)
          writePreference('single-keys', event.currentTarget.checked ? null : 'off')
        }}
      />
    </div>
  )
}
