import { lazy, Suspense } from 'react'
import { Link, useParams } from '@tanstack/react-router'
import { useT } from '@/i18n/locale'
import { useSession } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { IconAdjustments, IconHistory, IconKey, IconLayoutGrid, IconLock, IconMapPin, IconShield, IconUsers, IconBuilding, type IconComponent } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { ApiKeys } from './ApiKeys'
import { Kits } from './Kits'
import { Profile } from './Profile'
import { Security } from './Security'
import styles from './SettingsScreen.module.css'

// What few people need is loaded when they come.
const AuditSettings = lazy(() => import('./audit/AuditSettings').then((module) => ({ default: module.AuditSettings })))
const Members = lazy(() => import('./members/Members').then((module) => ({ default: module.Members })))
const OrganisationSettings = lazy(() => import('./organisation/OrganisationSettings').then((module) => ({ default: module.OrganisationSettings })))
const RulesSettings = lazy(() => import('./rules/RulesSettings').then((module) => ({ default: module.RulesSettings })))
const TerritorySettings = lazy(() => import('./territories/TerritorySettings').then((module) => ({ default: module.TerritorySettings })))

const sections = ['profile', 'security', 'members', 'organisation', 'territories', 'rules', 'audit', 'kits', 'keys'] as const
type Section = (typeof sections)[number]

/** What only administrators may look at. */
const forAdministrators: readonly Section[] = ['members', 'organisation', 'territories', 'rules']

const icons: Record<Section, IconComponent> = { profile: IconAdjustments, security: IconLock, kits: IconLayoutGrid, members: IconUsers, organisation: IconBuilding, territories: IconMapPin, rules: IconShield, audit: IconHistory, keys: IconKey }
const bodies = { profile: Profile, security: Security, kits: Kits, members: Members, organisation: OrganisationSettings, territories: TerritorySettings, rules: RulesSettings, audit: AuditSettings, keys: ApiKeys }

export function SettingsScreen() {
  const t = useT()
  const { section } = useParams({ strict: false }) as { section?: string }
  const current = sections.find((candidate) => candidate === section) ?? 'profile'
  const { can } = useSession()
  const mayOpen = (name: Section) => can.administer || !forAdministrators.includes(name) || (name === 'rules' && can.rules_of.length > 0)
  const Body = mayOpen(current) ? bodies[current] : NoRight
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label={t('nav.settings')}>
        {sections.filter(mayOpen).map((name) => {
          const Icon = icons[name]
          return (
            <Link key={name} to="/settings/$section" params={{ section: name }} className={styles.item} data-active={name === current || undefined} aria-current={name === current ? 'page' : undefined}>
              <Icon size={18} stroke={1.75} aria-hidden />
              {t(`settings.${name}`)}
            </Link>
          )
        })}
      </nav>
      <div className={styles.body} data-wide={current === 'rules' || undefined}>
        <PageTitle key={current} title={t(`settings.${current}`)} />
        <Suspense fallback={<Placeholder lines={6} />}>
          <Body />
        </Suspense>
      </div>
    </div>
  )
}

function NoRight() {
  const t = useT()
  return <EmptyState icon={IconLock} text={t('access.administrators_only')} detail={t('access.ask_administrator')} />
}
