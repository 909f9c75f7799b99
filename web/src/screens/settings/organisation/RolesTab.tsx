import { Button, MultiSelect, TextInput } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { useState } from 'react'
import { addRole, addTeam, removeRole, removeTeam, renameRole, renameTeam, setMember, type Organisation } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconPencil, IconTrash } from '@/ui/icons'
import styles from './organisation.module.css'
import { RenameDialog } from './RenameDialog'
import { useChange } from './useOrganisation'

interface Group {
  id: string
  name: string
  members: string[]
  fixed: boolean
}

/** Roles say what somebody does, teams who works together; both are lists of people. */
export function RolesTab({ organisation }: { organisation: Organisation }) {
  const { t, language } = useLocale()
  const roles = organisation.roles.map((role) => ({ id: role.id, name: role.label[language] ?? role.name, members: role.members, fixed: role.built_in }))
  const teams = organisation.teams.map((team) => ({ ...team, fixed: false }))
  return (
    <div className={styles.section}>
      <Groups kind="roles" title={t('organisation.roles')} text={t('organisation.roles_text')} groups={roles} organisation={organisation} add={addRole} rename={renameRole} remove={removeRole} />
      <Groups kind="teams" title={t('organisation.teams')} text={t('organisation.teams_text')} groups={teams} organisation={organisation} add={addTeam} rename={renameTeam} remove={removeTeam} />
    </div>
  )
}

interface GroupsProps {
  kind: 'roles' | 'teams'
  title: string
  text: string
  groups: Group[]
  organisation: Organisation
  add(name: string): Promise<unknown>
  rename(id: string, name: string): Promise<unknown>
  remove(id: string): Promise<unknown>
}

function Groups({ kind, title, text, groups, organisation, add, rename, remove }: GroupsProps) {
  const { t } = useLocale()
  const change = useChange()
  const [name, setName] = useState('')
  const [renamed, setRenamed] = useState<Group | null>(null)
  const people = organisation.people.map((person) => ({ value: person.id, label: person.name }))

  function handleMembers(group: Group, next: string[]): void {
    const added = next.filter((user) => !group.members.includes(user))
    const gone = group.members.filter((user) => !next.includes(user))
    void change(async () => {
      for (const user of added) await setMember(kind, group.id, user, true)
      for (const user of gone) await setMember(kind, group.id, user, false)
    })
  }

  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <p className="dim">{text}</p>
      {groups.length === 0 && <p className="dim">{t('organisation.none_yet')}</p>}
      <ul className={styles.list}>
        {groups.map((group) => (
          <li key={group.id} className={styles.row}>
            <MultiSelect className={styles.grow} label={group.name} searchable data={people} value={group.members} onChange={(next) => handleMembers(group, next)} hidePickedOptions />
            {!group.fixed && <IconButton icon={IconPencil} label={t('organisation.rename_group', { name: group.name })} onClick={() => setRenamed(group)} />}
            {!group.fixed && <IconButton icon={IconTrash} label={t('organisation.remove_group', { name: group.name })} onClick={() => void change(() => remove(group.id))} />}
          </li>
        ))}
      </ul>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void change(() => add(name)).then((done) => done && setName(''))
        }}
      >
        <TextInput label={t(`organisation.new_${kind}`)} value={name} onChange={(event) => setName(event.currentTarget.value)} required withAsterisk={false} />
        <Button type="submit" size="sm" variant="default">
          {t('organisation.create')}
        </Button>
      </form>
      {renamed && <RenameDialog name={renamed.name} onClose={() => setRenamed(null)} onRename={(next) => change(() => rename(renamed.id, next)).then((done) => done && setRenamed(null))} />}
    </section>
  )
}
