import '@mantine/dates/styles.layer.css'
import { DatePicker, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/de'
import { useLocale } from '@/i18n/locale'
import styles from './Calendar.module.css'

export default function Calendar({ value, onPick }: { value: string | null; onPick(date: string): void }) {
  const { language, t } = useLocale()
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [0, 6] }}>
      <DatePicker
        className={styles.calendar}
        style={{ '--week': `"${t('date.week')}"` }}
        value={value}
        defaultDate={value ?? undefined}
        onChange={(date) => date && onPick(date)}
        withWeekNumbers
        size="xs"
        ariaLabels={{
          nextMonth: t('date.next_month'),
          previousMonth: t('date.previous_month'),
          nextYear: t('date.next_year'),
          previousYear: t('date.previous_year'),
          nextDecade: t('date.next_decade'),
          previousDecade: t('date.previous_decade'),
        }}
      />
    </DatesProvider>
  )
}
