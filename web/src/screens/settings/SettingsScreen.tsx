import { lazy, Suspense } from 'react'
import { Link, useParams } from '@tanstack/react-router'
import { useT } from '@/i18n/locale'
import { IconAdjustments, IconKey, IconLayoutGrid, IconLock, IconMapPin, IconUsers, IconBuilding, type IconComponent } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { ApiKeys } from './ApiKeys'
import { Kits } from './Kits'
import { Profile } from './Profile'
import { Security } from './Security'
import styles from './SettingsScreen.module.css'
import { Users } from './Users'

// What few people need is loaded when they come.
const OrganisationSettings = lazy(() => import('./organisation/OrganisationSettings').then((module) => ({ default: module.OrganisationSettings })))
const TerritorySettings = lazy(() => import('./territories/TerritorySettings').then((module) => ({ default: module.TerritorySettings })))

const sections = ['profile', 'security', 'kits', 'users', 'organisation', 'territories', 'keys'] as const
type Section = (typeof sections)[number]

const icons: Record<Section, IconComponent> = { profile: IconAdjustments, security: IconLock, kits: IconLayoutGrid, users: IconUsers, organisation: IconBuilding, territories: IconMapPin, keys: IconKey }
const bodies = { profile: Profile, security: Security, kits: Kits, users: Users, organisation: OrganisationSettings, territories: TerritorySettings, keys: ApiKeys }

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
        <Suspense fallback={<Placeholder lines={6} />}>
          <Body />
        </Suspense>
      </div>
    </div>
  )
}
