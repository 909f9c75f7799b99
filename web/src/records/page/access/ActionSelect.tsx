import { Select } from '@mantine/core'
import type { Action } from '@/api/rules'
import { useT } from '@/i18n/locale'

const asked: Action[] = ['see', 'read', 'edit', 'delete', 'assign', 'link', 'share', 'export']

export function ActionSelect({ value, onChange }: { value: Action; onChange(action: Action): void }) {
  const t = useT()
  return <Select w={180} label={t('access.action')} data={asked.map((action) => ({ value: action, label: t(`rules.action_${action}`) }))} value={value} onChange={(next) => next && onChange(next as Action)} />
}
