import type { IconComponent } from './icons'
import styles from './Tabs.module.css'

export interface Tab<T extends string> {
  id: T
  text: string
  icon?: IconComponent
}

interface Props<T extends string> {
  /** Begins the ids of tabs and panels. */
  name: string
  label: string
  tabs: Tab<T>[]
  value: T
  onChange(tab: T): void
}

/** A row of tabs; arrow keys go from one to the next. The panel takes its attributes from `panelProps`. */
export function Tabs<T extends string>({ name, label, tabs, value, onChange }: Props<T>) {
  function handleKeyDown(event: React.KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex((tab) => tab.id === value)
    const next = tabs[(at + step + tabs.length) % tabs.length]!
    onChange(next.id)
    document.getElementById(`${name}-tab-${next.id}`)?.focus()
  }

  return (
    <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={handleKeyDown} tabIndex={-1}>
      {tabs.map(({ id, text, icon: Icon }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${name}-tab-${id}`}
          aria-controls={`${name}-panel`}
          aria-selected={id === value}
          tabIndex={id === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(id)}
        >
          {Icon && <Icon size={16} stroke={1.75} aria-hidden />}
          {text}
        </button>
      ))}
    </div>
  )
}

export function panelProps(name: string, value: string) {
  return { role: 'tabpanel', id: `${name}-panel`, 'aria-labelledby': `${name}-tab-${value}` } as const
}
