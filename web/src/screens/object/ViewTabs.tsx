import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ObjectType, View } from '@/api/types'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { IconChevronDown, IconLayoutKanban, IconLayoutList, IconTable } from '@/ui/icons'
import styles from './ViewTabs.module.css'
import { useOpenView } from './useOpenView'

const icons = { table: IconTable, board: IconLayoutKanban, list: IconLayoutList }

/** The views of a database; those for which there is no room are behind "3 weitere". */
export function ViewTabs({ object, view }: { object: ObjectType; view: View }) {
  const { t, label } = useLocale()
  const openView = useOpenView()
  const list = useRef<HTMLElement>(null)
  const [hidden, setHidden] = useState<View[]>([])
  const { views } = object
  useCommands(
    views.slice(0, 9).map((target, index) => ({
      id: `view-${index + 1}`,
      label: ({ label: translate }) => translate(target.label, target.name),
      group: 'view',
      shortcut: String(index + 1),
      hidden: true,
      run: () => openView(object.name, target.id),
    })),
  )

  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => {
      const edge = element.clientWidth
      const tabs = [...element.children] as HTMLElement[]
      const fitting = tabs.filter((tab) => tab.offsetLeft + tab.offsetWidth <= edge + 1).length
      setHidden((old) => (old.length === views.length - fitting && old[0] === views[fitting] ? old : views.slice(fitting)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [views, label])

  return (
    <>
      <nav ref={list} className={styles.tabs} aria-label={t('view.tabs')}>
        {views.map((target) => {
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
              data-hidden={hidden.includes(target) || undefined}
              aria-current={isCurrent ? 'page' : undefined}
            >
              <Icon size={16} stroke={1.75} aria-hidden />
              {label(target.label, target.name)}
            </Link>
          )
        })}
      </nav>
      {hidden.length > 0 && (
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <button type="button" className={styles.more} data-active={hidden.includes(view) || undefined}>
              <span className="ellipsis">{hidden.includes(view) ? label(view.label, view.name) : t('view.more', { n: hidden.length })}</span>
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((target) => {
              const Icon = icons[target.kind] ?? IconTable
              return (
                <Menu.Item key={target.id} leftSection={<Icon size={16} />} onClick={() => openView(object.name, target.id)}>
                  {label(target.label, target.name)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
