import { Menu } from '@mantine/core'
import type { RecordData } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconDots, IconExternalLink } from '@/ui/icons'
import styles from './CardMenu.module.css'
import { zoneIcons, type Move } from './moveTargets'

interface Props {
  record: RecordData
  moves: Move[]
  onOpen(id: string): void
  onMove(record: RecordData, target: string): void
}

/** Everything that dragging does, without dragging (WCAG 2.5.7). */
export function CardMenu({ record, moves, onOpen, onMove }: Props) {
  const t = useT()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('board.card_menu', { title: record.title })} size={24} iconSize={16} onMouseDown={stop} onTouchStart={stop} />
      </Menu.Target>
      <Menu.Dropdown onMouseDown={stop} onTouchStart={stop}>
        <Menu.Item leftSection={<IconExternalLink size={16} />} onClick={() => onOpen(record.id)}>
          {t('board.open')}
        </Menu.Item>
        {record.can.edit && (
          <>
            <Menu.Label>{t('board.move_to')}</Menu.Label>
            {moves.map((move) => {
              const Icon = zoneIcons[move.kind]
              return (
                <Menu.Item
                  key={move.id}
                  leftSection={Icon ? <Icon size={16} /> : <span className={`${styles.dot} hue-${move.colour ?? 'grey'}`} />}
                  onClick={() => onMove(record, move.id)}
                >
                  {move.name}
                </Menu.Item>
              )
            })}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

// The menu lies on the card: pressing in it must not lift the card.
function stop(event: React.SyntheticEvent): void {
  event.stopPropagation()
}
