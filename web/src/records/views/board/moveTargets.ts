import type { IconComponent } from '@/ui/icons'
import { IconClock, IconThumbDown, IconTrophy } from '@/ui/icons'

/** A place a card can be moved to. */
export interface Move {
  id: string
  name: string
  kind: string
  colour: string | null
}

export const zoneIcons: Record<string, IconComponent> = { won: IconTrophy, lost: IconThumbDown, later: IconClock }
