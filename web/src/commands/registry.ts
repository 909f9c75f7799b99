import { useEffect, useRef } from 'react'
import type { Locale } from '@/i18n/locale'
import { createStore, useStore } from '@/lib/store'
import type { IconComponent } from '@/ui/icons'

/** One verb of the program; menus, palette and keyboard all use the same object. */
export interface Command {
  id: string
  label: (locale: Locale) => string
  /** Heading in the palette and in the list of keys. */
  group: CommandGroup
  icon?: IconComponent
  /** "mod+k", "shift+d", "g p" (one after the other), "/". */
  shortcut?: string
  /** Further words the palette finds it by. */
  keywords?: string
  /** Not offered where false. */
  can?: () => boolean
  /** Works while a text field has the focus. */
  inInputs?: boolean
  /** Keyboard only. */
  hidden?: boolean
  run: () => void | Promise<void>
}

export type CommandGroup = 'navigation' | 'create' | 'view' | 'record' | 'general'

const registered = createStore<readonly Command[]>([])

/** Later registrations win over earlier ones with the same id or shortcut. Returns a function that takes them back. */
export function registerCommands(commands: Command[]): () => void {
  registered.set([...registered.get(), ...commands])
  return () => registered.set(registered.get().filter((command) => !commands.includes(command)))
}

export function listCommands(): readonly Command[] {
  return registered.get()
}

export function useRegisteredCommands(): readonly Command[] {
  return useStore(registered)
}

export function findCommand(id: string): Command | undefined {
  return registered.get().findLast((command) => command.id === id)
}

export function runCommand(command: Command): void {
  if (command.can?.() === false) return
  void command.run()
}

/**
 * Offers commands while the component is on the screen. They are registered once; what they do is looked up when they
 * run, so that a new render costs nothing.
 */
export function useCommands(commands: Command[]): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const ids = commands.map((command) => command.id).join(' ')
  useEffect(() => {
    const find = (id: string) => latest.current.find((command) => command.id === id)
    const stable = latest.current.map((command) => ({
      ...command,
      label: (locale: Locale) => (find(command.id) ?? command).label(locale),
      can: () => find(command.id)?.can?.() ?? find(command.id) !== undefined,
      run: () => find(command.id)?.run(),
    }))
    return registerCommands(stable)
  }, [ids])
}
