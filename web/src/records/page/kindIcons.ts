import { IconCalendarEvent, IconFileText, IconMail, IconMapPin, IconNote, IconPhone, IconSparkles, type IconComponent } from '@/ui/icons'

/** Pictures for the kinds of interaction the starter kits bring; others show their object's icon. */
export const kindIcons: Record<string, IconComponent> = {
  note: IconNote,
  phone: IconPhone,
  email: IconMail,
  meeting: IconCalendarEvent,
  visit: IconMapPin,
  letter: IconFileText,
  idea: IconSparkles,
}
