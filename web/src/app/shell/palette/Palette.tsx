import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import { IconButton } from '@/ui/IconButton'
import { IconSearch, IconX } from '@/ui/icons'
import { takeTyped } from '../typeAhead'
import styles from './Palette.module.css'
import { PaletteEntry } from './PaletteEntry'
import { useEntries } from './useEntries'

/** Finds records, views and verbs by a few letters. */
export default function Palette({ onClose }: { onClose(): void }) {
  const t = useT()
  const phone = usePhone()
  const [text, setText] = useState('')
  const { groups, corrected, isSearching } = useEntries(text)
  const entries = groups.flatMap((group) => group.entries)
  const [active, setActive] = useState(0)
  const current = Math.min(active, Math.max(0, entries.length - 1))

  function run(index: number): void {
    const entry = entries[index]
    if (!entry) return
    onClose()
    entry.run()
  }

  function handleKeyDown(event: React.KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive((current + step + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') run(current)
    else return
    event.preventDefault()
  }

  return (
    <Modal.Root opened onClose={onClose} size={620} fullScreen={phone} yOffset="12vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content radius={phone ? 0 : 8} aria-label={t('nav.search')} classNames={{ content: styles.content }}>
        <div className={styles.head}>
          <IconSearch size={20} aria-hidden />
          <input
            className={styles.input}
            data-autofocus
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={entries.length > 0 ? `palette-${current}` : undefined}
            aria-label={t('nav.search')}
            placeholder={t('palette.placeholder')}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setActive(0)
            }}
            onFocus={() => {
              const early = takeTyped()
              if (early) setText((old) => old + early)
            }}
            onKeyDown={handleKeyDown}
            autoComplete="off"
            spellCheck={false}
          />
          <IconButton icon={IconX} label={t('common.close')} onClick={onClose} />
        </div>
        {corrected && <p className={styles.hint}>{t('palette.corrected', { text: corrected })}</p>}
        <div id="palette-list" role="listbox" aria-label={t('palette.results')} className={styles.list} hidden={entries.length === 0}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={styles.heading} aria-hidden>
                {group.title}
              </div>
              {group.entries.map((entry) => {
                const index = entries.indexOf(entry)
                return <PaletteEntry key={entry.id} entry={entry} id={`palette-${index}`} active={index === current} onHover={() => setActive(index)} onRun={() => run(index)} />
              })}
            </div>
          ))}
        </div>
        {entries.length === 0 && (
          <p className={styles.hint} role="status">
            {isSearching ? t('common.loading') : t('common.nothing_found')}
          </p>
        )}
        <div className={styles.foot}>{t('palette.hint')}</div>
      </Modal.Content>
    </Modal.Root>
  )
}
