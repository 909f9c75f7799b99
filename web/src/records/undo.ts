import { undoChange } from '@/api/records'
import { queryClient } from '@/api/queryClient'
import { currentLocale } from '@/i18n/locale'
import { createStore } from '@/lib/store'
import { errorText } from '@/schema/errors'
import { announce } from '@/ui/announce'
import { showToast } from '@/ui/toast'

interface Undoable {
  change: string
  /** "Stufe geändert" */
  text: string
}

/** What this person did here since the page was opened, oldest first. */
export const undoable = createStore<readonly Undoable[]>([])

const longest = 100

/** Writes on their way. What was typed a moment ago must be what is taken back, not what came before it. */
const pending = new Set<Promise<unknown>>()

export async function whilePending<T>(write: Promise<T>): Promise<T> {
  pending.add(write)
  try {
    return await write
  } finally {
    pending.delete(write)
  }
}

export function rememberChange(change: string | undefined, text: string): void {
  if (change) undoable.set([...undoable.get(), { change, text }].slice(-longest))
}

/** Remembers the change and says so, with a button that takes it back. */
export function announceChange(change: string | undefined, text: string): void {
  const { t } = currentLocale()
  rememberChange(change, text)
  showToast({ kind: 'success', text, action: change ? { label: t('undo.button'), run: () => void undo(change) } : undefined })
}

export async function undoLast(): Promise<void> {
  await Promise.allSettled([...pending])
  const last = undoable.get().at(-1)
  if (last) await undo(last.change)
  else announce(currentLocale().t('undo.nothing'))
}

export async function undo(change: string): Promise<void> {
  const locale = currentLocale()
  const entry = undoable.get().find((candidate) => candidate.change === change)
  undoable.set(undoable.get().filter((candidate) => candidate.change !== change))
  try {
    const { skipped } = await undoChange(change)
    await queryClient.invalidateQueries()
    const detail = skipped.length > 0 ? locale.t('undo.skipped', { n: skipped.length }) : entry?.text
    showToast({ kind: 'success', text: locale.t('undo.done'), detail })
  } catch (error) {
    showToast({ kind: 'error', text: locale.t('undo.failed'), detail: errorText(error, locale) })
  }
}
