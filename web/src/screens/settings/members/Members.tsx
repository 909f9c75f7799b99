import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { makeLoginLink, setActive, type Member } from '@/api/members'
import { queryClient } from '@/api/queryClient'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { useSession } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { IconSearch, IconUserPlus, IconUsers } from '@/ui/icons'
import { Placeholder } from '@/ui/Placeholder'
import { showToast } from '@/ui/toast'
import { HandOverDialog } from '../organisation/HandOverDialog'
import { useChange, useOrganisation } from '../organisation/useOrganisation'
import { Secret } from '../Secret'
import { InviteDialog } from './InviteDialog'
import { MemberRow, type MemberActions } from './MemberRow'
import styles from './members.module.css'
import { RolesDialog } from './RolesDialog'
import { matches, useMembers } from './useMembers'
import { ViewAsDialog } from './ViewAsDialog'

/** More are not shown at once: whoever looks for somebody types the name. */
const mostShown = 100

type Open = { kind: 'invite' } | { kind: 'roles' | 'hand_over' | 'view' | 'emergency'; member: Member } | null

/** Who works here: invite, roles, one-time links, ending accounts. */
export function Members() {
  const { t } = useLocale()
  const { user } = useSession()
  const change = useChange()
  const members = useMembers()
  const { data: organisation } = useOrganisation()
  const [text, setText] = useState('')
  const [withEnded, setWithEnded] = useState(false)
  const [open, setOpen] = useState<Open>(null)
  const [link, setLink] = useState<{ name: string; path: string } | null>(null)
  const reload = () => queryClient.invalidateQueries({ queryKey: keys.members })

  const actions: MemberActions = {
    onRoles: (member) => setOpen({ kind: 'roles', member }),
    onHandOver: (member) => setOpen({ kind: 'hand_over', member }),
    onViewAs: (member, emergency) => setOpen({ kind: emergency ? 'emergency' : 'view', member }),
    onLink: (member) => void change(async () => setLink({ name: member.name, path: (await makeLoginLink(member.id)).login_link })),
    onActive: (member, active) => void change(() => setActive(member.id, active)).then((done) => done && handleEnded(member, active)),
  }

  function handleEnded(member: Member, active: boolean): void {
    void reload()
    const undo = { label: t('undo.button'), run: () => void change(() => setActive(member.id, !active)).then(reload) }
    showToast({ kind: 'success', text: t(active ? 'members.was_reopened' : 'members.was_ended', { name: member.name }), action: undo })
  }

  function handleInvited(name: string, path: string): void {
    setOpen(null)
    setLink({ name, path })
    void reload()
    void queryClient.invalidateQueries({ queryKey: keys.organisation })
  }

  if (members.error) return <Failure error={members.error} onRetry={() => void members.refetch()} />
  if (!members.data) return <Placeholder lines={6} />
  const ended = members.data.filter((member) => !member.active).length
  const found = members.data.filter((member) => (member.active || withEnded) && matches(member, text))
  const person = open && open.kind !== 'invite' ? organisation?.people.find((one) => one.id === open.member.id) : undefined
  return (
    <>
      <p className="dim">{t('members.text')}</p>
      <div className={styles.tools}>
        <TextInput className={styles.search} aria-label={t('members.search')} placeholder={t('members.search')} leftSection={<IconSearch size={16} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {ended > 0 && <Checkbox label={t('members.with_ended', { n: ended })} checked={withEnded} onChange={(event) => setWithEnded(event.currentTarget.checked)} />}
        <Button size="sm" leftSection={<IconUserPlus size={16} aria-hidden />} disabled={!organisation} onClick={() => setOpen({ kind: 'invite' })}>
          {t('members.invite')}
        </Button>
      </div>
      {link && <Secret text={t('members.link', { name: link.name })} value={location.origin + link.path} onClose={() => setLink(null)} />}
      {found.length === 0 && <EmptyState icon={IconUsers} text={t('members.nobody')} />}
      <ul className={styles.list} aria-label={t('settings.members')}>
        {found.slice(0, mostShown).map((member) => (
          <MemberRow key={member.id} member={member} organisation={organisation} self={member.id === user.id} actions={actions} />
        ))}
      </ul>
      {found.length > mostShown && <p className="dim">{t('members.more', { n: found.length - mostShown })}</p>}
      {open?.kind === 'invite' && organisation && <InviteDialog organisation={organisation} onClose={() => setOpen(null)} onInvited={handleInvited} />}
      {open?.kind === 'roles' && organisation && <RolesDialog member={open.member} organisation={organisation} onClose={() => setOpen(null)} />}
      {(open?.kind === 'view' || open?.kind === 'emergency') && <ViewAsDialog member={open.member} emergency={open.kind === 'emergency'} onClose={() => setOpen(null)} />}
      {open?.kind === 'hand_over' && organisation && person && <HandOverDialog person={person} organisation={organisation} onClose={() => setOpen(null)} />}
    </>
  )
}
