import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ObjectType, View } from '@/api/types'
import { findCommand, runCommand, useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { IconLayoutKanban, IconLayoutList, IconPlus, IconTable } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { PageTitle } from '@/ui/PageTitle'
import { useOpenView } from './useOpenView'
import styles from './ObjectHeader.module.css'
import { ViewMenu } from './ViewMenu'

const icons = { table: IconTable, board: IconLayoutKanban, list: IconLayoutList }

/** Name of the database, its views as tabs, and the button that makes a new record. */
export function ObjectHeader({ object, view }: { object: ObjectType; view: View }) {
  const { t, label } = useLocale()
  const go = useOpenView()
  useCommands(
    object.views.slice(0, 9).map((target, index) => ({
      id: `view-${index + 1}`,
      label: ({ t: translate, label: labelOf }) => translate('command.view', { name: labelOf(target.label) }),
      group: 'view',
      shortcut: String(index + 1),
      run: () => go(object.name, target.id),
    })),
  )

  function handleNew(): void {
    const create = findCommand('new')
    if (create) runCommand(create)
  }

  return (
    <header className={styles.header}>
      <ObjectIcon icon={object.icon} colour={object.colour} size={22} />
      <PageTitle title={label(object.plural, object.name)} className={styles.title} />
      <nav className={styles.tabs} aria-label={t('view.tabs')}>
        {object.views.map((target) => {
          const Icon = icons[target.kind] ?? IconTable
          const isCurrent = target.id === view.id
          return (
            <Link
              key={target.id}
              to="/d/$object/v/$view"
              params={{ object: object.name, view: target.id }}
              search={{}}
              className={styles.tab}
              data-active={isCurrent || undefined}
              aria-current={isCurrent ? 'page' : undefined}
            >
              <Icon size={16} stroke={1.75} aria-hidden />
              {label(target.label, target.name)}
            </Link>
          )
        })}
      </nav>
      <ViewMenu object={object} view={view} />
      <span className="grow" />
      {object.can.create && (
        <Button leftSection={<IconPlus size={16} />} onClick={handleNew} className={styles.new}>
          {t('nav.new')}
        </Button>
      )}
    </header>
  )
}
