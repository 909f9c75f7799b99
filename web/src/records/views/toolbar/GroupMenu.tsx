import { Menu } from '@mantine/core'
import { useLocale } from '@/i18n/locale'
import { IconCheck, IconList } from '@/ui/icons'
import { canGroupBy } from '../grouping'
import type { ToolbarProps } from './Toolbar'
import { ToolButton } from './ToolButton'

export function GroupMenu({ object, state, onChange }: ToolbarProps) {
  const { t, label } = useLocale()
  const fields = object.fields.filter(canGroupBy)
  if (fields.length === 0) return null
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ToolButton icon={IconList} text={t('toolbar.group')} number={state.group ? 1 : 0} />
      </Menu.Target>
      <Menu.Dropdown>
        {fields.map((field) => (
          <Menu.Item key={field.name} rightSection={state.group === field.name ? <IconCheck size={14} aria-label={t('common.chosen')} /> : null} onClick={() => onChange({ group: field.name })}>
            {label(field.label, field.name)}
          </Menu.Item>
        ))}
        {state.group && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange({ group: null })}>{t('group.none')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
