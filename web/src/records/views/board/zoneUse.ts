import { readPreference, writePreference } from '@/lib/storage'

// The zones stay in sight until a person knows where they are.
const enough = 3
const preference = 'zones-used'

export function knowsZones(): boolean {
  return uses() >= enough
}

export function countZoneUse(): void {
  if (!knowsZones()) writePreference(preference, String(uses() + 1))
}

function uses(): number {
  return Number(readPreference(preference)) || 0
}
