import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { listMembers, type Member } from '@/api/members'
import { addSeat, changeSeat, getOrganisation, setMember, type Organisation } from '@/api/organisation'
import type { Language } from '@/i18n/format'
import { holdsNow } from '../organisation/useOrganisation'

export function useMembers() {
  return useQuery({ queryKey: keys.members, queryFn: ({ signal }) => listMembers(signal) })
}

export function rolesOf(organisation: Organisation, user: string, language: Language): string[] {
  return organisation.roles.filter((role) => role.members.includes(user)).map((role) => role.label[language] || role.name)
}

export function unitsOf(organisation: Organisation, user: string): string[] {
  return organisation.seats.filter((seat) => seat.user === user && holdsNow(seat)).flatMap((seat) => organisation.units.find((unit) => unit.id === seat.unit)?.name ?? [])
}

export function matches(member: Member, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase()
  return `${member.name} ${member.email}`.toLocaleLowerCase().includes(wanted)
}

/** A new account already sits somewhere: that seat moves to the unit it is meant for. */
export async function placeNewcomer(user: string, unit: string | null, roles: string[]): Promise<void> {
  const { seats } = await getOrganisation()
  const seat = seats.find((one) => one.user === user)
  if (unit && seat && seat.unit !== unit) await changeSeat(seat.id, { unit })
  if (unit && !seat) await addSeat({ user, unit, place: 'member' })
  for (const role of roles) await setMember('roles', role, user, true)
}
