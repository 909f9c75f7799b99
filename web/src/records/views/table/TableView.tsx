import { useMemo, useRef, useState } from 'react'
import { useCommands } from '@/commands/registry'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { Placeholder } from '@/ui/Placeholder'
import { Failure } from '../../Failure'
import { fieldClient, isEditable } from '../../fields/fieldClients'
import { visibleColumns } from '../columns'
import { NoRecords } from '../NoRecords'
import { useList } from '../useList'
import type { ViewProps } from '../viewProps'
import { BulkBar } from './BulkBar'
import { Footer } from './Footer'
import { GridBody } from './GridBody'
import { Header } from './Header'
import { ListStatus } from '../ListStatus'
import styles from './TableView.module.css'
import { columnTemplate, columnWidthVariable, numberWidth } from './widths'
import { noSelection, type Selection } from './selection'
import { headerRow, useGrid } from './useGrid'

/** A table of any length. */
export default function TableView({ object, view, state, onChange, onPeek }: ViewProps) {
  const { label } = useLocale()
  const catalogue = useCatalogue()
  const columns = useMemo(() => visibleColumns(catalogue, object, state.settings), [catalogue, object, state.settings])
  const fields = useMemo(() => columns.map((column) => column.path), [columns])
  const sums = useMemo(() => Object.entries(state.settings.aggregates ?? {}).map(([path, name]) => `${name}(${path})`), [state.settings.aggregates])
  const list = useList(object.name, state, fields, state.group ? sums : [])
  const [selection, setSelection] = useState<Selection>(noSelection)
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useGrid({ object, columns, list, scroller, onPeek, selection, onSelect: setSelection, density: state.settings.density })

  // Bulk requests name a filter, not a search: with a search, all means the rows that are on the screen.
  function selectAll(): void {
    if (!state.search) return setSelection({ ids: new Set(), all: true })
    const { first, last } = grid.range
    const ids = Array.from({ length: last - first + 1 }, (_, index) => grid.record(first + index)?.id)
    setSelection({ ids: new Set(ids.filter((id) => id !== undefined)), all: false })
  }

  // Whoever is in the table will write: the controls are there before the first letter.
  const preload = () => columns.forEach((column) => isEditable(column.field) && fieldClient(column.field.type).Input?.preload())

  const step = (by: 1 | -1) => {
    const row = Math.min(Math.max(grid.active.row + by, 0), list.layout.rowCount - 1)
    grid.move({ row, column: grid.active.column })
    grid.peek(row)
  }
  useCommands([
    { id: 'next-record', label: ({ t }) => t('command.next_record'), group: 'view', shortcut: 'j', run: () => step(1) },
    { id: 'previous-record', label: ({ t }) => t('command.previous_record'), group: 'view', shortcut: 'k', run: () => step(-1) },
  ])

  if (list.error && list.layout.rowCount === 0) return <Failure error={list.error} onRetry={list.retry} />
  if (list.isChanging && list.count === undefined && list.sections.length < 2) return <Placeholder lines={14} />
  if (list.layout.rowCount === 0 && !list.isChanging) return <NoRecords object={object} state={state} onChange={onChange} />

  return (
    <div className={styles.table} style={{ [columnWidthVariable]: columnTemplate(columns), '--number-width': `${numberWidth(list.layout.rowCount)}px` } as React.CSSProperties} data-density={state.settings.density}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={`${label(object.plural)}: ${label(view.label)}`}
        aria-rowcount={list.layout.rowCount + 2}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-busy={list.isChanging}
        onFocus={preload}
        onKeyDown={grid.handleKeyDown}
        onCopy={grid.handleCopy}
        onPaste={grid.handlePaste}
      >
        <Header object={object} columns={columns} state={state} onChange={onChange} list={list} selection={selection} onSelect={setSelection} onSelectAll={selectAll} activeColumn={grid.active.row === headerRow ? grid.active.column : -1} />
        <GridBody grid={grid} columns={columns} list={list} selection={selection} />
        <Footer object={object} columns={columns} rowCount={list.layout.rowCount} activeColumn={grid.active.row >= list.layout.rowCount ? grid.active.column : -1} query={list.query} state={state} onChange={onChange} />
      </div>
      <ListStatus list={list} object={object} />
      <BulkBar object={object} selection={selection} onSelect={setSelection} filter={list.query.filter ?? ''} count={list.count} />
    </div>
  )
}
