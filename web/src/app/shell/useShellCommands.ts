import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCommands, type Command } from '@/commands/registry'
import { undoLast } from '@/records/undo'
import { useCatalogue } from '@/schema/catalogue'
import { IconArrowBackUp, IconFileImport, IconHome, IconMoon, IconPlus, IconSearch, IconSettings, IconTrash } from '@/ui/icons'
import { listedObjects } from './listedObjects'
import { openPalette, overlay, toggleNavigation } from './shellState'

/** `G` and then the first letter of what one goes to. */
const goKeys: Record<string, string> = { person: 'p', company: 'f', deal: 'c', interaction: 'i', task: 'a' }

/** The verbs that work on every screen. */
export function useShellCommands(): void {
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const objects = listedObjects(useCatalogue())
  const go: Command[] = objects.map((object) => ({
    id: `go-${object.name}`,
    label: ({ t, label }) => t('command.go', { name: label(object.plural, object.name) }),
    group: 'navigation',
    shortcut: goKeys[object.name] && `g ${goKeys[object.name]}`,
    run: () => navigate({ to: '/d/$object', params: { object: object.name }, search: {} }),
  }))
  const create: Command[] = objects
    .filter((object) => object.can.create)
    .map((object) => ({
      id: `new-${object.name}`,
      label: ({ t, label }) => t('object.new', { name: label(object.label, object.name) }),
      group: 'create',
      icon: IconPlus,
      run: () => overlay.set({ kind: 'quick-add', object: object.name }),
    }))
  useCommands([
    { id: 'search', label: ({ t }) => t('command.search'), group: 'general', icon: IconSearch, shortcut: 'mod+k', inInputs: true, run: openPalette },
    { id: 'new', label: ({ t }) => t('command.new'), group: 'create', icon: IconPlus, shortcut: 'n', run: () => overlay.set({ kind: 'quick-add' }) },
    { id: 'undo', label: ({ t }) => t('command.undo'), group: 'general', icon: IconArrowBackUp, shortcut: 'mod+z', run: undoLast },
    { id: 'go-today', label: ({ t }) => t('command.go', { name: t('nav.today') }), group: 'navigation', icon: IconHome, shortcut: 'g h', run: () => navigate({ to: '/today' }) },
    ...go,
    { id: 'go-import', label: ({ t }) => t('command.go', { name: t('nav.import') }), group: 'navigation', icon: IconFileImport, run: () => navigate({ to: '/import' }) },
    { id: 'go-trash', label: ({ t }) => t('command.go', { name: t('nav.trash') }), group: 'navigation', icon: IconTrash, run: () => navigate({ to: '/trash' }) },
    { id: 'go-settings', label: ({ t }) => t('command.go', { name: t('nav.settings') }), group: 'navigation', icon: IconSettings, run: () => navigate({ to: '/settings' }) },
    ...create,
    { id: 'theme', label: ({ t }) => t('command.theme'), group: 'general', icon: IconMoon, run: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark') },
    { id: 'navigation', label: ({ t }) => t('command.navigation'), group: 'general', shortcut: 'mod+.', inInputs: true, run: toggleNavigation },
    { id: 'keys', label: ({ t }) => t('keys.title'), group: 'general', shortcut: '?', run: () => overlay.set({ kind: 'keys' }) },
  ])
}
