import { useEffect, useRef } from 'react'
import { shortcutParts } from '@/commands/keyboard'
import { useT } from '@/i18n/locale'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { Shortcut } from '@/ui/Shortcut'
import type { Entry } from './entries'
import styles from './Palette.module.css'

interface Props {
  entry: Entry
  id: string
  active: boolean
  onHover(): void
  onRun(): void
}

export function PaletteEntry({ entry, id, active, onHover, onRun }: Props) {
  const t = useT()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const { icon: Icon, object } = entry
  return (
    <div ref={element} id={id} role="option" aria-selected={active} tabIndex={-1} className={styles.entry} data-active={active || undefined} onMouseMove={active ? undefined : onHover} onClick={onRun}>
      {object ? <ObjectIcon icon={object.icon} colour={object.colour} /> : Icon ? <Icon size={18} stroke={1.75} aria-hidden /> : null}
      <span className={styles.texts}>
        <span className={styles.title}>{entry.title}</span>
        {entry.subtitle && <span className={styles.subtitle}>{entry.subtitle}</span>}
      </span>
      {entry.shortcut && <Shortcut parts={shortcutParts(entry.shortcut, t('key.control'), t('key.shift'))} />}
    </div>
  )
}
