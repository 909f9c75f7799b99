import { Link, useParams } from '@tanstack/react-router'
import { useT } from '@/i18n/locale'
import { IconAdjustments, IconKey, IconLayoutGrid, IconLock, IconUsers, type IconComponent } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { ApiKeys } from './ApiKeys'
import { Kits } from './Kits'
import { Profile } from './Profile'
import { Security } from './Security'
import styles from './SettingsScreen.module.css'
import { Users } from './Users'

const sections = ['profile', 'security', 'kits', 'users', 'keys'] as const
type Section = (typeof sections)[number]

const icons: Record<Section, IconComponent> = { profile: IconAdjustments, security: IconLock, kits: IconLayoutGrid, users: IconUsers, keys: IconKey }
const bodies = { profile: Profile, security: Security, kits: Kits, users: Users, keys: ApiKeys }

export function SettingsScreen() {
  const t = useT()
  const { section } = useParams({ strict: false }) as { section?: string }
  const current = sections.find((candidate) => candidate === section) ?? 'profile'
  const Body = bodies[current]
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label={t('nav.settings')}>
        {sections.map((name) => {
          const Icon = icons[name]
          return (
            <Link key={name} to="/settings/$section" params={{ section: name }} className={styles.item} data-active={name === current || undefined} aria-current={name === current ? 'page' : undefined}>
              <Icon size={18} stroke={1.75} aria-hidden />
              {t(`settings.${name}`)}
            </Link>
          )
        })}
      </nav>
      <div className={styles.body}>
        <PageTitle key={current} title={t(`settings.${current}`)} />
        <Body />
      </div>
    </div>
  )
}
