import { Menu } from '@mantine/core'
import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { queryClient } from '@/api/queryClient'
import { changeSettings, logOut } from '@/api/session'
import type { Language } from '@/i18n/format'
import { setLocale, useLocale } from '@/i18n/locale'
import { useSession } from '@/schema/catalogue'
import { Avatar } from '@/ui/Avatar'
import { IconCheck, IconChevronDown, IconDeviceDesktop, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSettings, IconSun } from '@/ui/icons'
import { overlay } from './shellState'
import styles from './UserMenu.module.css'

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

/** The workspace and who is logged in; language and brightness are switched here at once. */
export function UserMenu({ collapsed }: { collapsed?: boolean }) {
  const { t, language, address } = useLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { user, workspace } = useSession()
  const navigate = useNavigate()

  async function handleLanguage(next: Language): Promise<void> {
    await setLocale(next, address)
    await changeSettings({ language: next })
    // Titles of options and messages of the server follow the language.
    await queryClient.invalidateQueries()
  }

  async function handleLogOut(): Promise<void> {
    await logOut()
    queryClient.clear()
    await navigate({ to: '/login' })
  }

  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={styles.target} data-collapsed={collapsed || undefined}>
          <Avatar name={user.name} size={28} />
          <span className={styles.names}>
            <span className={styles.workspace}>{workspace.name}</span>
            <span className={styles.user}>{user.name}</span>
          </span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('theme.title')}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} />}
            rightSection={colorScheme === value ? <IconCheck size={16} aria-label={t('common.chosen')} /> : null}
            onClick={() => setColorScheme(value)}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('language.title')}</Menu.Label>
        {(['de', 'en'] as const).map((value) => (
          <Menu.Item
            key={value}
            leftSection={<IconLanguage size={16} />}
            rightSection={language === value ? <IconCheck size={16} aria-label={t('common.chosen')} /> : null}
            onClick={() => void handleLanguage(value)}
            lang={value}
          >
            {t(`language.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => void navigate({ to: '/settings' })}>
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => overlay.set({ kind: 'keys' })}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void handleLogOut()}>
          {t('login.log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
