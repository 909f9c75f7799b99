import { useCommands } from '@/commands/registry'
import { undoLast } from '@/records/undo'
import { IconArrowBackUp, IconPlus, IconSearch } from '@/ui/icons'
import { overlay, toggleNavigation } from './shellState'

/** The verbs that work on every screen. */
export function useShellCommands(): void {
  useCommands([
    {
      id: 'search',
      label: ({ t }) => t('command.search'),
      group: 'general',
      icon: IconSearch,
      shortcut: 'mod+k',
      inInputs: true,
      run: () => overlay.set({ kind: 'palette' }),
    },
    { id: 'new', label: ({ t }) => t('command.new'), group: 'create', icon: IconPlus, shortcut: 'n', run: () => overlay.set({ kind: 'quick-add' }) },
    { id: 'undo', label: ({ t }) => t('command.undo'), group: 'general', icon: IconArrowBackUp, shortcut: 'mod+z', run: undoLast },
    { id: 'keys', label: ({ t }) => t('keys.title'), group: 'general', shortcut: '?', run: () => overlay.set({ kind: 'keys' }) },
    { id: 'navigation', label: ({ t }) => t('command.navigation'), group: 'general', shortcut: 'mod+.', inInputs: true, run: toggleNavigation },
  ])
}
