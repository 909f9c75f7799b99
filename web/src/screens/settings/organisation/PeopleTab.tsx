import { Button } from '@mantine/core'
import { useState } from 'react'
import { removeAbsence, type Colleague, type Organisation } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { Avatar } from '@/ui/Avatar'
import { IconButton } from '@/ui/IconButton'
import { IconX } from '@/ui/icons'
import { AbsenceDialog } from './AbsenceDialog'
import { HandOverDialog } from './HandOverDialog'
import styles from './organisation.module.css'
import { holdsNow, nameOf, useChange } from './useOrganisation'

/** Everybody: where they sit, what they are, who stands in for them. */
export function PeopleTab({ organisation }: { organisation: Organisation }) {
  const { t, language, format } = useLocale()
  const change = useChange()
  const [away, setAway] = useState<Colleague | null>(null)
  const [leaving, setLeaving] = useState<Colleague | null>(null)

  function describe(person: Colleague): string {
    const units = organisation.seats.filter((seat) => seat.user === person.id && holdsNow(seat)).map((seat) => organisation.units.find((unit) => unit.id === seat.unit)?.name)
    const roles = organisation.roles.filter((role) => role.members.includes(person.id)).map((role) => role.label[language])
    const teams = organisation.teams.filter((team) => team.members.includes(person.id)).map((team) => team.name)
    return [...units, ...roles, ...teams].filter(Boolean).join(' · ')
  }

  return (
    <div className={styles.section}>
      <ul className={styles.list}>
        {organisation.people.map((person) => {
          const absences = organisation.absences.filter((absence) => absence.user === person.id && (absence.until === null || new Date(absence.until) > new Date()))
          return (
            <li key={person.id} className={styles.row}>
              <Avatar name={person.name} size={28} />
              <span className={styles.grow}>
                {person.name} {!person.active && <span className="dim">({t('organisation.inactive')})</span>}
                <span className={styles.facts}>{describe(person)}</span>
                {absences.map((absence) => (
                  <span key={absence.id} className={styles.facts}>
                    {t(absence.deputy ? 'organisation.away_with' : 'organisation.away', { from: format.date(absence.from.slice(0, 10)), until: absence.until ? format.dateTime(absence.until) : '…', deputy: absence.deputy ? nameOf(organisation, absence.deputy) : '' })}
                    <IconButton icon={IconX} size={24} label={t('organisation.end_absence', { name: person.name })} onClick={() => void change(() => removeAbsence(absence.id))} />
                  </span>
                ))}
              </span>
              <Button size="xs" variant="default" onClick={() => setAway(person)} aria-label={t('organisation.set_away', { name: person.name })}>
                {t('organisation.absence')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setLeaving(person)} aria-label={t('organisation.hand_over_of', { name: person.name })}>
                {t('organisation.hand_over')}
              </Button>
            </li>
          )
        })}
      </ul>
      {away && <AbsenceDialog person={away} organisation={organisation} onClose={() => setAway(null)} />}
      {leaving && <HandOverDialog person={leaving} organisation={organisation} onClose={() => setLeaving(null)} />}
    </div>
  )
}
