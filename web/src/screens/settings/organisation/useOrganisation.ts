import { useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { getOrganisation, type Organisation, type Seat, type Span, type Unit } from '@/api/organisation'
import { queryClient } from '@/api/queryClient'
import { useLocale } from '@/i18n/locale'
import { useSession } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'

export function useOrganisation() {
  // Heads who write rules of their units know it not.
  const { can } = useSession()
  return useQuery({ queryKey: keys.organisation, queryFn: ({ signal }) => getOrganisation(signal), enabled: can.administer })
}

/** Runs a change, shows what comes of it everywhere, and says so when it was refused. */
export function useChange(): (action: () => Promise<unknown>) => Promise<boolean> {
  const locale = useLocale()
  return async (action) => {
    try {
      await action()
      return true
    } catch (failure) {
      showToast({ kind: 'error', text: locale.t('write.failed'), detail: errorText(failure, locale) })
      return false
    } finally {
      await Promise.all([queryClient.invalidateQueries({ queryKey: keys.organisation }), queryClient.invalidateQueries({ queryKey: keys.territories })])
    }
  }
}

export function holdsNow(span: Span, now = new Date().toISOString()): boolean {
  return instant(span.from) <= instant(now) && (span.until === null || instant(now) < instant(span.until))
}

function instant(text: string): number {
  return new Date(text).getTime()
}

/** Seats that hold now or will. */
export function comingSeats(organisation: Organisation, unit: string): Seat[] {
  const now = Date.now()
  const order = { head: 0, deputy: 1, member: 2 }
  return organisation.seats.filter((seat) => seat.unit === unit && (seat.until === null || instant(seat.until) > now)).sort((a, b) => order[a.place] - order[b.place])
}

export function nameOf(organisation: Organisation, user: string): string {
  return organisation.people.find((person) => person.id === user)?.name ?? ''
}

/** Parents before what is below them, neighbours by name. */
export function inTreeOrder(units: Unit[]): Unit[] {
  const below = new Map<string | null, Unit[]>()
  for (const unit of units) below.set(unit.parent, [...(below.get(unit.parent) ?? []), unit])
  const walk = (parent: string | null): Unit[] => (below.get(parent) ?? []).sort((a, b) => a.name.localeCompare(b.name)).flatMap((unit) => [unit, ...walk(unit.id)])
  return walk(null)
}

export function isBelow(units: Unit[], id: string, ancestor: string): boolean {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  for (let at: string | null = id; at !== null; at = byId.get(at)?.parent ?? null) if (at === ancestor) return true
  return false
}

/** The day as the first moment of it where the reader is; nothing when it is empty. */
export function startOfDay(day: string): string | undefined {
  return day ? new Date(`${day}T00:00:00`).toISOString() : undefined
}

/** The last day that still counts becomes the first moment that does not. */
export function endOfDay(day: string): string | undefined {
  if (!day) return undefined
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}
