import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Member } from '@/api/members'
import { setMember, type Organisation } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { useChange } from '../organisation/useOrganisation'
import styles from './members.module.css'

/** Which roles and teams somebody belongs to. */
export function RolesDialog({ member, organisation, onClose }: { member: Member; organisation: Organisation; onClose(): void }) {
  const { t, language } = useLocale()
  const change = useChange()
  const [busy, setBusy] = useState(false)
  const groups = [
    ...organisation.roles.map((role) => ({ kind: 'roles' as const, id: role.id, name: role.label[language] || role.name, member: role.members.includes(member.id) })),
    ...organisation.teams.map((team) => ({ kind: 'teams' as const, id: team.id, name: team.name, member: team.members.includes(member.id) })),
  ]
  const [chosen, setChosen] = useState(() => new Set(groups.filter((group) => group.member).map((group) => group.id)))

  function toggle(id: string): void {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }

  async function handleSave(): Promise<void> {
    setBusy(true)
    const saved = await change(async () => {
      for (const group of groups) if (group.member !== chosen.has(group.id)) await setMember(group.kind, group.id, member.id, !group.member)
    })
    setBusy(false)
    if (saved) onClose()
  }

  const list = (kind: 'roles' | 'teams') => groups.filter((group) => group.kind === kind)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('members.roles_of', { name: member.name })}
      footer={
        <Button onClick={() => void handleSave()} loading={busy}>
          {t('organisation.save')}
        </Button>
      }
    >
      <div className={styles.form}>
        {(['roles', 'teams'] as const).map(
          (kind) =>
            list(kind).length > 0 && (
              <fieldset key={kind} className={styles.choices}>
                <legend>{t(`organisation.${kind}`)}</legend>
                {list(kind).map((group) => (
                  <Checkbox key={group.id} label={group.name} checked={chosen.has(group.id)} onChange={() => toggle(group.id)} />
                ))}
              </fieldset>
            ),
        )}
      </div>
    </Dialog>
  )
}
