import { Menu } from '@mantine/core'
import type { Member } from '@/api/members'
import type { Organisation } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { Avatar } from '@/ui/Avatar'
import { IconButton } from '@/ui/IconButton'
import { IconAlertTriangle, IconArrowRight, IconDots, IconEye, IconKey, IconLock, IconRestore, IconUsers } from '@/ui/icons'
import styles from './members.module.css'
import { rolesOf, unitsOf } from './useMembers'

export interface MemberActions {
  onRoles(member: Member): void
  onLink(member: Member): void
  onHandOver(member: Member): void
  onViewAs(member: Member, emergency: boolean): void
  onActive(member: Member, active: boolean): void
}

/** One account: who it is, where they sit, when they were here, and what can be done. */
export function MemberRow({ member, organisation, self, actions }: { member: Member; organisation: Organisation | undefined; self: boolean; actions: MemberActions }) {
  const { t, format, language } = useLocale()
  const units = organisation ? unitsOf(organisation, member.id) : []
  const roles = organisation ? rolesOf(organisation, member.id, language) : []
  const seen = member.seen_at ? t('members.seen', { time: format.relative(member.seen_at) }) : t('members.never_seen')
  return (
    <li className={styles.row} data-ended={!member.active || undefined}>
      <Avatar name={member.name} size={32} />
      <div className={styles.who}>
        <span className={styles.name}>
          {member.name}
          {self && <span className={styles.badge}>{t('members.yourself')}</span>}
          {!member.active && <span className={styles.badge}>{t('members.ended')}</span>}
        </span>
        <span className={styles.facts}>{member.email}</span>
      </div>
      <div className={styles.where}>
        <span>{units.join(', ') || '–'}</span>
        <span className={styles.facts}>{roles.join(', ')}</span>
      </div>
      <span className={styles.seen}>{member.active ? seen : ''}</span>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <IconButton icon={IconDots} label={t('members.menu', { name: member.name })} />
        </Menu.Target>
        <Menu.Dropdown>
          {member.active && (
            <>
              <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => actions.onRoles(member)}>
                {t('members.change_roles')}
              </Menu.Item>
              <Menu.Item leftSection={<IconKey size={16} />} onClick={() => actions.onLink(member)}>
                {t('members.new_link')}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconArrowRight size={16} />} onClick={() => actions.onHandOver(member)}>
            {t('members.hand_over')}
          </Menu.Item>
          {member.active && !self && (
            <>
              <Menu.Item leftSection={<IconEye size={16} />} onClick={() => actions.onViewAs(member, false)}>
                {t('viewing.menu')}
              </Menu.Item>
              <Menu.Item leftSection={<IconAlertTriangle size={16} />} onClick={() => actions.onViewAs(member, true)}>
                {t('viewing.menu_emergency')}
              </Menu.Item>
            </>
          )}
          {member.active && !self && (
            <Menu.Item leftSection={<IconLock size={16} />} color="red" onClick={() => actions.onActive(member, false)}>
              {t('members.end')}
            </Menu.Item>
          )}
          {!member.active && (
            <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => actions.onActive(member, true)}>
              {t('members.reopen')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
