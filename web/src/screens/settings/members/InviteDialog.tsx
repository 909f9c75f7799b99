import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { useState, type FormEvent } from 'react'
import { messagesByField } from '@/api/error'
import { addMember } from '@/api/members'
import type { Organisation } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { Dialog } from '@/ui/Dialog'
import { inTreeOrder } from '../organisation/useOrganisation'
import styles from './members.module.css'
import { placeNewcomer } from './useMembers'

interface Props {
  organisation: Organisation
  onClose(): void
  onInvited(name: string, link: string): void
}

/** Lets somebody in: who, where, what they are. */
export function InviteDialog({ organisation, onClose, onInvited }: Props) {
  const locale = useLocale()
  const { t, language } = locale
  const units = inTreeOrder(organisation.units).filter((unit) => !unit.closed)
  const [form, setForm] = useState({ name: '', email: '', language: language as string })
  const [unit, setUnit] = useState<string | null>(units[0]?.id ?? null)
  const [roles, setRoles] = useState<string[]>([])
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setErrors({})
    setBusy(true)
    try {
      const { id, login_link } = await addMember(form)
      await placeNewcomer(id, unit, roles)
      onInvited(form.name, login_link)
    } catch (failure) {
      const messages = messagesByField(failure)
      setErrors(Object.keys(messages).some((field) => field in form) ? messages : { name: errorText(failure, locale) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog opened onClose={onClose} title={t('members.invite')}>
      <form className={styles.form} onSubmit={(event) => void handleSubmit(event)}>
        <TextInput label={t('members.name')} value={form.name} error={errors.name} required withAsterisk={false} data-autofocus onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
        <TextInput label={t('login.email')} type="email" value={form.email} error={errors.email} required withAsterisk={false} onChange={(event) => setForm({ ...form, email: event.currentTarget.value })} />
        <Select label={t('members.unit')} searchable data={units.map((one) => ({ value: one.id, label: `${'– '.repeat(one.depth - 1)}${one.name}` }))} value={unit} onChange={setUnit} />
        <MultiSelect searchable label={t('organisation.roles')} description={t('members.roles_hint')} data={organisation.roles.map((role) => ({ value: role.id, label: role.label[language] || role.name }))} value={roles} onChange={setRoles} hidePickedOptions />
        <Select
          label={t('language.title')}
          data={[
            { value: 'de', label: t('language.de') },
            { value: 'en', label: t('language.en') },
          ]}
          value={form.language}
          onChange={(next) => next && setForm({ ...form, language: next })}
        />
        <div>
          <Button type="submit" size="sm" loading={busy}>
            {t('members.invite')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
