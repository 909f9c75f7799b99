import { useLocale } from '@/i18n/locale'
import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  const { format } = useLocale()
  const instant = String(value)
  return (
    <time className="numeric" dateTime={instant} title={format.relative(instant)}>
      {format.dateTime(instant)}
    </time>
  )
}
