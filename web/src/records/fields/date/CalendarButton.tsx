import { Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useT } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconCalendar } from '@/ui/icons'

const Calendar = lazy(() => import('./Calendar'))

export function CalendarButton({ value, onPick }: { value: string | null; onPick(date: string): void }) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} withinPortal trapFocus withRoles={false}>
      <Popover.Target>
        <IconButton
          icon={IconCalendar}
          label={t('date.open_calendar')}
          size={24}
          iconSize={16}
          aria-expanded={opened}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setOpened(!opened)}
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('date.calendar')} data-editor-popover>
        <Suspense>
          <Calendar
            value={value}
            onPick={(date) => {
              setOpened(false)
              onPick(date)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
