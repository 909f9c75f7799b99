import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { findCommand, runCommand } from '@/commands/registry'
import { useCatalogue } from '@/schema/catalogue'
import { IconPlus, IconX } from '@/ui/icons'
import { describeFilter } from '../../filters/describe'
import { parseFilter } from '../../filters/parse'
import { printFilter } from '../../filters/print'
import type { FilterNode } from '../../filters/model'
import type { ViewState } from '../viewState'
import styles from './FilterChips.module.css'

interface Props {
  object: ObjectType
  state: ViewState
  onChange(change: Partial<ViewState>): void
}

/** The active rules as words; each can be taken away. */
export function FilterChips({ object, state, onChange }: Props) {
  const locale = useLocale()
  const { t } = locale
  const catalogue = useCatalogue()
  if (!state.filter) return null
  const node = parseFilter(state.filter)
  const children: FilterNode[] = node.kind === 'group' && node.all ? node.children : [node]

  function remove(index: number): void {
    onChange({ filter: printFilter({ kind: 'group', all: true, children: children.toSpliced(index, 1) }) })
  }

  function open(): void {
    const command = findCommand('filter')
    if (command) runCommand(command)
  }

  return (
    <ul className={styles.chips} aria-label={t('filter.active')}>
      {children.map((child, index) => {
        const text = describeFilter(child, catalogue, object, locale)
        return (
          <li key={index} className={styles.chip}>
            <button type="button" className={`bare ${styles.text}`} onClick={open}>
              {text}
            </button>
            <button type="button" className={`bare ${styles.remove}`} aria-label={t('filter.remove_named', { text })} onClick={() => remove(index)}>
              <IconX size={14} aria-hidden />
            </button>
          </li>
        )
      })}
      <li>
        <button type="button" className={`bare ${styles.add}`} onClick={open}>
          <IconPlus size={14} aria-hidden /> {t('filter.add_short')}
        </button>
      </li>
    </ul>
  )
}
