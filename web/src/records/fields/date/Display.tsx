import { useLocale } from '@/i18n/locale'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  const { format } = useLocale()
  const date = String(value)
  return (
    <time className="numeric" dateTime={date} title={`${format.dateWithWeekday(date)} · ${format.week(date)}`}>
      {format.date(date)}
    </time>
  )
}
