import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocale } from '@/i18n/locale'
import { pathLabel, resolvePath, useCatalogue } from '@/schema/catalogue'
import { IconButton } from '@/ui/IconButton'
import { IconArrowDown, IconArrowUp } from '@/ui/icons'
import { hideColumn, shiftColumn, showColumn } from '../columnChanges'
import { columnSettings } from '../columns'
import { useFieldPaths } from '../useFieldPaths'
import styles from './FieldsPanel.module.css'
import type { ToolbarProps } from './Toolbar'

export default function FieldsPanel({ object, state, onChange }: Pick<ToolbarProps, 'object' | 'state' | 'onChange'>) {
  const { t, label } = useLocale()
  const catalogue = useCatalogue()
  const [text, setText] = useState('')
  const shown = columnSettings(object, state.settings).map((column) => column.path)
  const offered = useFieldPaths(object).filter((path) => !shown.includes(path.path) && path.label.toLowerCase().includes(text.toLowerCase()))
  const nameOf = (path: string) => {
    const resolved = resolvePath(catalogue, object, path)
    return resolved ? pathLabel(resolved, label) : path
  }

  return (
    <>
      <TextInput size="xs" aria-label={t('fields.search')} placeholder={t('fields.search')} value={text} onChange={(event) => setText(event.currentTarget.value)} mb={8} />
      <ul className={styles.list}>
        {shown.map((path, index) => (
          <li key={path} className={styles.row}>
            <Checkbox
              size="xs"
              className="grow"
              checked
              disabled={path === object.title_field}
              label={nameOf(path)}
              onChange={() => onChange({ settings: hideColumn(object, state.settings, path) })}
            />
            <IconButton icon={IconArrowUp} label={t('fields.up', { name: nameOf(path) })} size={24} iconSize={14} disabled={index < 2} onClick={() => onChange({ settings: shiftColumn(object, state.settings, path, -1) })} />
            <IconButton
              icon={IconArrowDown}
              label={t('fields.down', { name: nameOf(path) })}
              size={24}
              iconSize={14}
              disabled={index === 0 || index === shown.length - 1}
              onClick={() => onChange({ settings: shiftColumn(object, state.settings, path, 1) })}
            />
          </li>
        ))}
        {offered.map((path) => (
          <li key={path.path} className={styles.row}>
            <Checkbox size="xs" checked={false} label={path.label} onChange={() => onChange({ settings: showColumn(object, state.settings, path.path) })} />
          </li>
        ))}
      </ul>
    </>
  )
}
