import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addSeat, changeSeat, removeSeat, type Organisation, type Place, type Unit } from '@/api/organisation'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconTrash } from '@/ui/icons'
import styles from './organisation.module.css'
import { comingSeats, endOfDay, nameOf, startOfDay, useChange } from './useOrganisation'

const places: Place[] = ['head', 'deputy', 'member']

/** Who sits in the unit, as what and until when. */
export function SeatList({ unit, organisation }: { unit: Unit; organisation: Organisation }) {
  const { t, format } = useLocale()
  const change = useChange()
  const [fresh, setFresh] = useState({ user: null as string | null, place: 'member' as Place, from: '', until: '' })
  const seats = comingSeats(organisation, unit.id)
  const placeOptions = places.map((value) => ({ value, label: t(`organisation.place_${value}`) }))

  async function handleAdd(): Promise<void> {
    if (!fresh.user) return
    const seat = { user: fresh.user, unit: unit.id, place: fresh.place, from: startOfDay(fresh.from), until: endOfDay(fresh.until) }
    if (await change(() => addSeat(seat))) setFresh({ user: null, place: 'member', from: '', until: '' })
  }

  return (
    <section aria-label={t('organisation.seats')} className={styles.section}>
      <h3>{t('organisation.seats')}</h3>
      {seats.length === 0 && <p className="dim">{t('organisation.no_seats')}</p>}
      <ul className={styles.list}>
        {seats.map((seat) => (
          <li key={seat.id} className={styles.row}>
            <span className={styles.grow}>
              {nameOf(organisation, seat.user)}
              <span className="dim"> {seat.until ? t('organisation.from_until', { from: format.date(seat.from.slice(0, 10)), until: format.dateTime(seat.until) }) : t('organisation.since', { from: format.date(seat.from.slice(0, 10)) })}</span>
            </span>
            <Select aria-label={t('organisation.place_of', { name: nameOf(organisation, seat.user) })} size="xs" w={140} data={placeOptions} value={seat.place} onChange={(next) => next && void change(() => changeSeat(seat.id, { place: next as Place }))} allowDeselect={false} />
            <IconButton icon={IconTrash} label={t('organisation.remove_seat', { name: nameOf(organisation, seat.user) })} onClick={() => void change(() => removeSeat(seat.id))} />
          </li>
        ))}
      </ul>
      <div className={styles.pair}>
        <Select label={t('organisation.person')} searchable data={organisation.people.filter((person) => person.active).map((person) => ({ value: person.id, label: person.name }))} value={fresh.user} onChange={(user) => setFresh({ ...fresh, user })} />
        <Select label={t('organisation.place')} data={placeOptions} value={fresh.place} onChange={(next) => next && setFresh({ ...fresh, place: next as Place })} allowDeselect={false} />
        <TextInput label={t('organisation.from')} type="date" value={fresh.from} onChange={(event) => setFresh({ ...fresh, from: event.currentTarget.value })} />
        <TextInput label={t('organisation.until')} type="date" value={fresh.until} onChange={(event) => setFresh({ ...fresh, until: event.currentTarget.value })} />
      </div>
      <div>
        <Button size="sm" variant="default" disabled={!fresh.user} onClick={() => void handleAdd()}>
          {t('organisation.add_seat')}
        </Button>
      </div>
    </section>
  )
}
