import { Menu } from '@mantine/core'
import type { ObjectType, RecordData, Reference } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useCatalogue, useSession } from '@/schema/catalogue'
import { Avatar } from '@/ui/Avatar'
import { IconButton } from '@/ui/IconButton'
import { IconChevronLeft, IconChevronRight, IconCopy, IconDots, IconHelp, IconLock, IconShare, IconTrash, IconUsers } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { showToast } from '@/ui/toast'
import { FieldDisplay } from '../fields/FieldDisplay'
import { subtitleOf } from '../subtitle'
import type { AccessTab } from './access/AccessDialog'
import styles from './RecordHeader.module.css'
import { RecordTitle } from './RecordTitle'

interface Props {
  object: ObjectType
  record: RecordData
  level: 'page' | 'section'
  onStep: { previous?(): void; next?(): void }
  onDelete(): void
  onAccess(tab: AccessTab): void
  /** Asks whoever may share the record for the right to edit it. */
  onAsk(): void
}

/** Who or what this is, whose it is, and what can be done with all of it. */
export function RecordHeader({ object, record, level, onStep, onDelete, onAccess, onAsk }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const catalogue = useCatalogue()
  const { viewing } = useSession()
  const isPerson = object.fields.some((field) => field.type === 'person_name')
  const owner = record.fields.owner as Reference | null | undefined
  const tags = object.fields.find((field) => field.type === 'multi_select')
  const subtitle = subtitleOf(record, object, catalogue, locale)

  async function copyLink(): Promise<void> {
    await navigator.clipboard?.writeText(`${location.origin}/d/${object.name}/r/${record.id}`)
    showToast({ kind: 'success', text: t('record.link_copied') })
  }

  return (
    <header className={styles.header}>
      {isPerson ? <Avatar name={record.title} size={level === 'page' ? 44 : 36} /> : <ObjectIcon icon={object.icon} colour={object.colour} size={level === 'page' ? 28 : 24} />}
      <div className={styles.texts}>
        <RecordTitle object={object} record={record} level={level} />
        <div className={styles.line}>
          <span className="ellipsis">{subtitle || label(object.label, object.name)}</span>
          {tags && <FieldDisplay field={tags} value={record.fields[tags.name]} />}
          {owner?.title && (
            <span className={styles.owner} title={t('record.owner', { name: owner.title })}>
              <Avatar name={owner.title} size={18} />
              {owner.title}
            </span>
          )}
        </div>
      </div>
      <div className={styles.tools}>
        {(onStep.previous || onStep.next) && (
          <>
            <IconButton icon={IconChevronLeft} label={t('record.previous')} shortcut="K" className={styles.step} disabled={!onStep.previous} onClick={onStep.previous} />
            <IconButton icon={IconChevronRight} label={t('record.next')} shortcut="J" className={styles.step} disabled={!onStep.next} onClick={onStep.next} />
          </>
        )}
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <IconButton icon={IconDots} label={t('record.menu')} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copyLink()}>
              {t('record.copy_link')}
            </Menu.Item>
            <Menu.Item leftSection={<IconShare size={16} />} onClick={() => onAccess('share')}>
              {t('access.share')}
            </Menu.Item>
            <Menu.Item leftSection={<IconHelp size={16} />} onClick={() => onAccess('why')}>
              {t('access.tab_why')}
            </Menu.Item>
            <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => onAccess('who')}>
              {t('access.tab_who')}
            </Menu.Item>
            {!record.can.edit && !viewing && (
              <Menu.Item leftSection={<IconLock size={16} />} onClick={onAsk}>
                {t('access.request_edit')}
              </Menu.Item>
            )}
            {record.can.delete && (
              <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onDelete}>
                {t('record.delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  )
}
