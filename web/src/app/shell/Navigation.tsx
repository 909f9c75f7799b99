import { Link } from '@tanstack/react-router'
import { NoticeBell } from '@/features/notices/NoticeBell'
import { useLocale } from '@/i18n/locale'
import { useStore } from '@/lib/store'
import { useCatalogue } from '@/schema/catalogue'
import { IconButton } from '@/ui/IconButton'
import { IconFileImport, IconHome, IconLayoutSidebarLeftCollapse, IconSearch, IconSettings, IconTrash, type IconComponent } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { Shortcut } from '@/ui/Shortcut'
import { shortcutParts } from '@/commands/keyboard'
import { ApprovalsLink } from './ApprovalsLink'
import styles from './Navigation.module.css'
import { listedObjects } from './listedObjects'
import { navigationCollapsed, openPalette, toggleNavigation } from './shellState'
import { TodayBadge } from './TodayBadge'
import { UserMenu } from './UserMenu'

/** The bar on the left. */
export function Navigation() {
  const { t, label } = useLocale()
  const collapsed = useStore(navigationCollapsed)
  const objects = listedObjects(useCatalogue())
  return (
    <nav className={styles.nav} data-collapsed={collapsed || undefined} aria-label={t('nav.main')}>
      <UserMenu collapsed={collapsed} />
      <button className={styles.search} type="button" onClick={openPalette}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <span className={styles.label}>{t('nav.search')}</span>
        <Shortcut parts={shortcutParts('mod+k', t('key.control'), t('key.shift'))} />
      </button>
      <ul className={styles.list}>
        <Item to="/today" icon={IconHome} text={t('nav.today')}>
          <TodayBadge />
        </Item>
        <ApprovalsLink />
      </ul>
      <h2 className={styles.heading}>{t('nav.databases')}</h2>
      <ul className={`${styles.list} ${styles.objects}`}>
        {objects.map((object) => (
          <li key={object.name}>
            <Link to="/d/$object" params={{ object: object.name }} search={{}} className={styles.item} activeProps={active} title={collapsed ? label(object.plural) : undefined}>
              <ObjectIcon icon={object.icon} colour={object.colour} />
              <span className={styles.label}>{label(object.plural, object.name)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ul className={styles.list}>
        <Item to="/import" icon={IconFileImport} text={t('nav.import')} />
        <Item to="/trash" icon={IconTrash} text={t('nav.trash')} />
        <Item to="/settings" icon={IconSettings} text={t('nav.settings')} />
      </ul>
      <div className={styles.foot}>
        <IconButton
          icon={IconLayoutSidebarLeftCollapse}
          label={t(collapsed ? 'nav.expand' : 'nav.collapse')}
          shortcut={`${t('key.control')} .`}
          aria-expanded={!collapsed}
          onClick={toggleNavigation}
        />
        <NoticeBell />
      </div>
    </nav>
  )
}

const active = { 'data-active': true, 'aria-current': 'page' as const }

interface ItemProps {
  to: '/today' | '/import' | '/trash' | '/settings'
  icon: IconComponent
  text: string
  children?: React.ReactNode
}

function Item({ to, icon: Icon, text, children }: ItemProps) {
  return (
    <li>
      <Link to={to} className={styles.item} activeProps={active} title={text}>
        <Icon size={18} stroke={1.75} aria-hidden />
        <span className={styles.label}>{text}</span>
        {children}
      </Link>
    </li>
  )
}
