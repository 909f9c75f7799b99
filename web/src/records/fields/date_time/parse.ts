import { parseDate } from '@/lib/parseDate'

/** "24.11. 14:30", "morgen 9 Uhr", "24.11.2026" (midnight), in the reader's zone; the answer is UTC. */
export function parseDateTime(typed: string): string | null {
  const match = /^(.*?)[\s,T]*(?:(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?)?$/i.exec(typed.trim())
  const withClock = match?.[2] !== undefined && parseDate(match[1] ?? '') !== null
  const date = parseDate(withClock ? match[1]! : typed.trim())
  if (!date) return null
  const [hours, minutes] = withClock ? [Number(match[2]), Number(match[3] ?? 0)] : [0, 0]
  if (hours > 23 || minutes > 59) return null
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, day, hours, minutes).toISOString().replace('.000Z', 'Z')
}
