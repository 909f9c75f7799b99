import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ExportFormat } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconCheck, IconDots, IconFileExport, IconFileImport } from '@/ui/icons'
import { columnSettings } from '../columns'
import { exportView } from './exportView'
import type { ToolbarProps } from './Toolbar'

const formats: ExportFormat[] = ['csv', 'xlsx', 'vcard']
const densities = ['dense', 'normal', 'comfortable'] as const

export function MoreMenu({ object, view, state, onChange }: ToolbarProps) {
  const locale = useLocale()
  const { t, label } = locale
  const navigate = useNavigate()
  const offered = formats.filter((format) => format !== 'vcard' || object.fields.some((field) => field.type === 'emails' || field.type === 'phones'))

  function handleExport(format: ExportFormat): void {
    const fields = columnSettings(object, state.settings).map((column) => column.path)
    const query = { filter: state.filter, sort: state.sort, search: state.search || null, fields }
    void exportView(object.name, query, format, label(object.plural), locale)
  }

  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('common.more')} size={28} />
      </Menu.Target>
      <Menu.Dropdown>
        {view.kind === 'table' && (
          <>
            <Menu.Label>{t('density.title')}</Menu.Label>
            {densities.map((density) => (
              <Menu.Item
                key={density}
                rightSection={(state.settings.density ?? 'normal') === density ? <IconCheck size={14} aria-label={t('common.chosen')} /> : null}
                onClick={() => onChange({ settings: { ...state.settings, density } })}
              >
                {t(`density.${density}`)}
              </Menu.Item>
            ))}
          </>
        )}
        {object.can.export && (
          <>
            <Menu.Label>{t('export.title')}</Menu.Label>
            {offered.map((format) => (
              <Menu.Item key={format} leftSection={<IconFileExport size={16} />} onClick={() => handleExport(format)}>
                {t(`export.${format}`)}
              </Menu.Item>
            ))}
          </>
        )}
        {object.can.import && (
          <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => void navigate({ to: '/import', search: { object: object.name } })}>
            {t('nav.import')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
