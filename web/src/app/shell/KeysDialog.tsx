import { listCommands, type CommandGroup } from '@/commands/registry'
import { shortcutParts } from '@/commands/keyboard'
import { useLocale, type MessageKey } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'
import { Shortcut } from '@/ui/Shortcut'
import styles from './KeysDialog.module.css'

const groups: CommandGroup[] = ['general', 'create', 'navigation', 'view', 'record']

/** The keys of the table, which are no commands of their own. */
const tableKeys: [string, MessageKey][] = [
  ['1–9', 'keys.views'],
  ['↑ ↓ ← →', 'keys.move'],
  ['Enter', 'keys.edit'],
  ['Esc', 'keys.restore'],
  ['Tab', 'keys.next'],
  ['space', 'keys.peek'],
  ['shift+space', 'keys.select'],
  ['mod+c', 'keys.copy'],
  ['mod+v', 'keys.paste'],
  ['mod+d', 'keys.fill'],
  ['Entf', 'keys.clear'],
]

export default function KeysDialog({ onClose }: { onClose(): void }) {
  const locale = useLocale()
  const { t } = locale
  const parts = (shortcut: string) =>
    shortcutParts(shortcut.replace('space', t('key.space')).replace('Entf', t('key.delete')), t('key.control'), t('key.shift'))
  const commands = listCommands()
    .filter((command, index, all) => command.shortcut && !command.hidden && all.findLastIndex((other) => other.shortcut === command.shortcut) === index)
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
  return (
    <Dialog opened onClose={onClose} title={t('keys.title')} size={560}>
      <dl className={styles.keys}>
        {commands.map((command) => (
          <div key={command.id} className={styles.line}>
            <dt>{command.label(locale)}</dt>
            <dd>
              <Shortcut parts={parts(command.shortcut!)} />
              <span className="visually-hidden">{parts(command.shortcut!).join(' ')}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.heading}>{t('keys.table')}</h3>
      <dl className={styles.keys}>
        {tableKeys.map(([shortcut, text]) => (
          <div key={shortcut} className={styles.line}>
            <dt>{t(text)}</dt>
            <dd>
              <Shortcut parts={parts(shortcut)} />
              <span className="visually-hidden">{parts(shortcut).join(' ')}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
