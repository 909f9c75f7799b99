import { undoChange } from '@/api/records'
import { queryClient } from '@/api/queryClient'
import { currentLocale } from '@/i18n/locale'
import { createStore } from '@/lib/store'
import { errorText } from '@/schema/errors'
import { announce } from '@/ui/announce'
import { showToast } from '@/ui/toast'

interface Undoable {
  /** In the order they were written; taken back together. */
  changes: string[]
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

/** Where changes go while several writes are one step for the person. */
let collecting: string[] | null = null

export function rememberChange(change: string | undefined, text: string): void {
  if (!change) return
  if (collecting) collecting.push(change)
  else remember({ changes: [change], text })
}

function remember(entry: Undoable): void {
  undoable.set([...undoable.get(), entry].slice(-longest))
}

/** Several writes as one step back; `said` names how much was written, which `write` returns. */
export async function asOneChange(said: (written: number) => string, write: () => Promise<number>): Promise<void> {
  const changes: string[] = []
  collecting = changes
  const written = await whilePending(write()).finally(() => (collecting = null))
  if (changes.length === 0) return
  const entry = { changes, text: said(written) }
  remember(entry)
  offer(entry)
}

/** Remembers the change and says so, with a button that takes it back. */
export function announceChange(change: string | undefined, text: string): void {
  rememberChange(change, text)
  const entry = undoable.get().find((candidate) => change && candidate.changes.includes(change))
  if (entry) offer(entry)
  else showToast({ kind: 'success', text })
}

function offer(entry: Undoable): void {
  const { t } = currentLocale()
  showToast({ kind: 'success', text: entry.text, action: { label: t('undo.button'), run: () => void takeBack(entry) } })
}

export async function undoLast(): Promise<void> {
  await Promise.allSettled([...pending])
  const last = undoable.get().at(-1)
  if (last) await takeBack(last)
  else announce(currentLocale().t('undo.nothing'))
}

/** Takes back one change, whenever it was made. */
export async function undo(change: string): Promise<void> {
  await takeBack(undoable.get().find(({ changes }) => changes.length === 1 && changes[0] === change) ?? { changes: [change], text: '' })
}

/** The newest of its changes first. */
async function takeBack(entry: Undoable): Promise<void> {
  const locale = currentLocale()
  undoable.set(undoable.get().filter((candidate) => candidate !== entry))
  try {
    let skipped = 0
    for (const change of entry.changes.toReversed()) skipped += (await undoChange(change)).skipped.length
    await queryClient.invalidateQueries()
    showToast({ kind: 'success', text: locale.t('undo.done'), detail: skipped > 0 ? locale.t('undo.skipped', { n: skipped }) : entry.text || undefined })
  } catch (error) {
    showToast({ kind: 'error', text: locale.t('undo.failed'), detail: errorText(error, locale) })
  }
}
