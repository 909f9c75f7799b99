import { Button } from '@mantine/core'
import type { ObjectType, View } from '@/api/types'
import { findCommand, runCommand, useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { IconPlus } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { PageTitle } from '@/ui/PageTitle'
import styles from './ObjectHeader.module.css'
import { useOpenView } from './useOpenView'
import { ViewMenu } from './ViewMenu'
import { ViewTabs } from './ViewTabs'

/** Name of the database, its views as tabs, and the button that makes a new record. */
export function ObjectHeader({ object, view }: { object: ObjectType; view: View }) {
  const { t, label } = useLocale()
  const openView = useOpenView()
  useCommands(
    object.views.slice(0, 9).map((target, index) => ({
      id: `view-${index + 1}`,
      label: ({ t: translate, label: labelOf }) => translate('command.view', { name: labelOf(target.label) }),
      group: 'view',
      shortcut: String(index + 1),
      run: () => openView(object.name, target.id),
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
      <ViewTabs key={object.name} object={object} view={view} />
      <ViewMenu object={object} view={view} />
      <span className={styles.space} />
      {object.can.create && (
        <Button leftSection={<IconPlus size={16} />} onClick={handleNew} className={styles.new}>
          {t('nav.new')}
        </Button>
      )}
    </header>
  )
}
