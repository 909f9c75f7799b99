import { Menu } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { UnreadBadge } from '@/features/notices/NoticeBell'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { IconBell, IconFileImport, IconHome, IconMenu2, IconPlus, IconRosetteDiscountCheck, IconSearch, IconSettings, IconTrash } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { listedObjects } from './listedObjects'
import styles from './PhoneTabs.module.css'
import { openPalette, overlay } from './shellState'
import { TodayBadge } from './TodayBadge'

/** The bar at the bottom of a phone: Heute · Suche · Neu · Chancen · Mehr. */
export function PhoneTabs() {
  const { t, label } = useLocale()
  const navigate = useNavigate()
  const objects = listedObjects(useCatalogue())
  const favourite = objects.find((object) => object.name === 'deal') ?? objects[0]
  return (
    <nav className={styles.tabs} aria-label={t('nav.main')}>
      <Link to="/today" className={styles.tab} activeProps={active}>
        <IconHome size={22} stroke={1.5} aria-hidden />
        {t('nav.today')}
        <span className={styles.badge}>
          <TodayBadge />
        </span>
      </Link>
      <button type="button" className={styles.tab} onClick={openPalette}>
        <IconSearch size={22} stroke={1.5} aria-hidden />
        {t('nav.search')}
      </button>
      <button type="button" className={styles.tab} onClick={() => overlay.set({ kind: 'quick-add' })}>
        <span className={styles.plus}>
          <IconPlus size={20} aria-hidden />
        </span>
        {t('nav.new')}
      </button>
      {favourite && (
        <Link to="/d/$object" params={{ object: favourite.name }} search={{}} className={styles.tab} activeProps={active}>
          <ObjectIcon icon={favourite.icon} colour="grey" size={22} />
          {label(favourite.plural)}
        </Link>
      )}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <button type="button" className={styles.tab}>
            <IconMenu2 size={22} stroke={1.5} aria-hidden />
            {t('nav.more')}
            <span className={styles.badge}>
              <UnreadBadge />
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBell size={18} />} rightSection={<UnreadBadge />} onClick={() => void navigate({ to: '/notices' })}>
            {t('notice.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconRosetteDiscountCheck size={18} />} onClick={() => void navigate({ to: '/approvals' })}>
            {t('approval.inbox')}
          </Menu.Item>
          <Menu.Divider />
          {objects
            .filter((object) => object !== favourite)
            .map((object) => (
              <Menu.Item
                key={object.name}
                leftSection={<ObjectIcon icon={object.icon} colour={object.colour} />}
                onClick={() => void navigate({ to: '/d/$object', params: { object: object.name }, search: {} })}
              >
                {label(object.plural)}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileImport size={18} />} onClick={() => void navigate({ to: '/import' })}>
            {t('nav.import')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={18} />} onClick={() => void navigate({ to: '/trash' })}>
            {t('nav.trash')}
          </Menu.Item>
          <Menu.Item leftSection={<IconSettings size={18} />} onClick={() => void navigate({ to: '/settings' })}>
            {t('nav.settings')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

const active = { 'data-active': true, 'aria-current': 'page' as const }
