// Units, seats, roles, teams and territories: docs/api/organisation.md. For administrators.
import { newIdempotencyKey, request } from './client'
import type { Label } from './types'

export type UnitKind = 'company' | 'division' | 'group' | 'seat'
export type Place = 'head' | 'member' | 'deputy'

export interface Unit {
  id: string
  parent: string | null
  name: string
  kind: UnitKind
  depth: number
  company: string | null
  external: boolean
  closed: boolean
}

/** Half-open: `until` is the first moment that no longer counts. */
export interface Span {
  from: string
  until: string | null
}

export interface Seat extends Span {
  id: string
  user: string
  unit: string
  place: Place
}

export interface Absence extends Span {
  id: string
  user: string
  deputy: string | null
}

export interface Role {
  id: string
  name: string
  label: Label
  built_in: boolean
  members: string[]
}

export interface Team {
  id: string
  name: string
  members: string[]
}

export interface Colleague {
  id: string
  name: string
  email: string
  active: boolean
}

export interface Organisation {
  epoch: number
  units: Unit[]
  seats: Seat[]
  absences: Absence[]
  roles: Role[]
  teams: Team[]
  people: Colleague[]
}

export interface Holding extends Span {
  id: string
  user: string
}

export interface Territory {
  id: string
  name: string
  prefixes: string[]
  holders: Holding[]
}

export function getOrganisation(signal?: AbortSignal): Promise<Organisation> {
  return request('GET', '/organisation', { signal })
}

function create(path: string, body: object): Promise<{ id: string }> {
  return request('POST', path, { body, idempotencyKey: newIdempotencyKey() })
}

export const addUnit = (unit: { name: string; kind: UnitKind; parent: string | null; external: boolean }) => create('/organisation/units', unit)
export const changeUnit = (id: string, change: Partial<Pick<Unit, 'name' | 'kind' | 'parent' | 'external' | 'closed'>>): Promise<void> => request('PATCH', `/organisation/units/${id}`, { body: change })
export const addSeat = (seat: { user: string; unit: string; place: Place } & Partial<Span>) => create('/organisation/seats', seat)
export const changeSeat = (id: string, change: Partial<Pick<Seat, 'unit' | 'place' | 'from' | 'until'>>): Promise<void> => request('PATCH', `/organisation/seats/${id}`, { body: change })
export const removeSeat = (id: string): Promise<void> => request('DELETE', `/organisation/seats/${id}`)
export const addAbsence = (absence: { user: string; deputy: string | null } & Partial<Span>) => create('/organisation/absences', absence)
export const removeAbsence = (id: string): Promise<void> => request('DELETE', `/organisation/absences/${id}`)
export const addRole = (name: string) => create('/organisation/roles', { name })
export const renameRole = (id: string, name: string): Promise<void> => request('PATCH', `/organisation/roles/${id}`, { body: { name } })
export const renameTeam = (id: string, name: string): Promise<void> => request('PATCH', `/organisation/teams/${id}`, { body: { name } })
export const removeRole = (id: string): Promise<void> => request('DELETE', `/organisation/roles/${id}`)
export const addTeam = (name: string) => create('/organisation/teams', { name })
export const removeTeam = (id: string): Promise<void> => request('DELETE', `/organisation/teams/${id}`)
export const handOver = (from: string, to: string, leaves: boolean) => create(`/organisation/people/${from}/hand-over`, { to, leaves })

export function setMember(kind: 'roles' | 'teams', id: string, user: string, member: boolean): Promise<unknown> {
  return member ? create(`/organisation/${kind}/${id}/members`, { user }) : request('DELETE', `/organisation/${kind}/${id}/members/${user}`)
}

export type Distribution = 'off' | 'in_turn' | 'by_load'

export function listTerritories(signal?: AbortSignal): Promise<{ distribution: Distribution; territories: Territory[] }> {
  return request('GET', '/territories', { signal })
}

export const setDistribution = (mode: Distribution): Promise<void> => request('PATCH', '/territories/distribution', { body: { mode } })

export function findTerritory(code: string, country: string, signal?: AbortSignal): Promise<{ territory: Territory | null; holders: string[] }> {
  return request('GET', `/territories/find?${new URLSearchParams({ postal_code: code, country }).toString()}`, { signal })
}

export const addTerritory = (name: string) => create('/territories', { name })
export const changeTerritory = (id: string, change: { name?: string; prefixes?: string[] }): Promise<void> => request('PATCH', `/territories/${id}`, { body: change })
export const removeTerritory = (id: string): Promise<void> => request('DELETE', `/territories/${id}`)
export const addHolder = (id: string, user: string) => create(`/territories/${id}/holders`, { user })
export const removeHolder = (id: string, holder: string): Promise<void> => request('DELETE', `/territories/${id}/holders/${holder}`)
