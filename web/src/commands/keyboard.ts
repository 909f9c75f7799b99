import { readPreference } from '@/lib/storage'
import { listCommands, runCommand, type Command } from './registry'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
const sequenceMilliseconds = 1_000

/** Single letters can be switched off in the profile (WCAG 2.1.4). */
export function singleKeysAllowed(): boolean {
  return readPreference('single-keys') !== 'off'
}

/** Listens to the keyboard for every registered command. */
export function listenToKeys(): () => void {
  let prefix = ''
  let prefixAt = 0

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const key = describeKey(event)
    if (!key) return
    const stroke = Date.now() - prefixAt < sequenceMilliseconds && prefix ? `${prefix} ${key}` : key
    prefix = ''
    const typing = isTyping(event.target)
    const commands = listCommands().filter((command) => command.shortcut && applies(command, typing))
    const match = commands.findLast((command) => command.shortcut === stroke && command.can?.() !== false)
    if (match) {
      event.preventDefault()
      runCommand(match)
    } else if (!typing && commands.some((command) => command.shortcut!.startsWith(`${key} `))) {
      prefix = key
      prefixAt = Date.now()
    }
  }

  window.addEventListener('keydown', handleKeyDown)
  return () => window.removeEventListener('keydown', handleKeyDown)
}

/** "mod+shift+z"; empty for a bare modifier. */
export function describeKey(event: KeyboardEvent): string {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(event.key)) return ''
  const modified = isMac ? event.metaKey : event.ctrlKey
  const name = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const isLetter = /^[a-zäöü0-9]$/.test(name)
  const shift = event.shiftKey && (isLetter || name.length > 1) ? 'shift+' : ''
  return `${modified ? 'mod+' : ''}${event.altKey && !modified ? 'alt+' : ''}${shift}${name}`
}

/** For showing: ["Strg", "K"]. */
export function shortcutParts(shortcut: string, controlName: string, shiftName: string): string[] {
  const names: Record<string, string> = { mod: isMac ? '⌘' : controlName, shift: isMac ? '⇧' : shiftName, enter: '⏎', escape: 'Esc' }
  return shortcut.split(/[+ ]/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

function applies(command: Command, typing: boolean): boolean {
  const bare = !command.shortcut!.includes('mod+')
  if (bare && (typing || isInDialog()) && !command.inInputs) return false
  if (bare && /^[a-z0-9]( [a-z0-9])?$/.test(command.shortcut!) && !singleKeysAllowed()) return false
  return !typing || command.inInputs === true || !bare
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
}

function isInDialog(): boolean {
  return document.activeElement?.closest('[role="dialog"], [role="menu"], [role="listbox"]') != null
}
