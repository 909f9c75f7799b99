import { Menu } from '@mantine/core'
import type { ObjectType } from '@/api/types'
import { useT } from '@/i18n/locale'
import { IconArrowRight, IconChevronLeft, IconChevronRight, IconColumns, IconEyeOff, IconFilter, IconMinus, IconPlus, IconSortAscending, IconSortDescending } from '@/ui/icons'
import { fieldClient } from '../../fields/fieldClients'
import { requestFilter } from '../../filters/requestFilter'
import { hideColumn, resizeColumn, shiftColumn } from '../columnChanges'
import { clampWidth, type Column } from '../columns'
import { canGroupBy } from '../grouping'
import { withSort } from '../sorting'
import type { ViewState } from '../viewState'

interface Props {
  object: ObjectType
  columns: Column[]
  column: Column
  index: number
  sortable: boolean
  state: ViewState
  onChange(change: Partial<ViewState>): void
}

/** Everything that can be done to a column; also what is else done by dragging. */
export function ColumnMenu({ object, columns, column, index, sortable, state, onChange }: Props) {
  const t = useT()
  const { path } = column
  const item = (key: Parameters<typeof t>[0], Icon: typeof IconPlus, action: () => void, disabled = false) => (
    <Menu.Item leftSection={<Icon size={16} />} onClick={action} disabled={disabled}>
      {t(key)}
    </Menu.Item>
  )
  const settings = (next: ViewState['settings']) => onChange({ settings: next })
  return (
    <>
      {sortable && item('table.sort_up', IconSortAscending, () => onChange({ sort: withSort(state.sort, path, 1, false) }))}
      {sortable && item('table.sort_down', IconSortDescending, () => onChange({ sort: withSort(state.sort, path, -1, false) }))}
      {column.field.filterable !== false && fieldClient(column.field.type).operators.length > 0 && item('table.filter_by', IconFilter, () => requestFilter(path))}
      {canGroupBy(column.field) && item('table.group_by', IconColumns, () => onChange({ group: path }))}
      <Menu.Divider />
      {!column.isTitle && item('table.move_left', IconChevronLeft, () => settings(shiftColumn(object, state.settings, path, -1)), index <= 1)}
      {!column.isTitle && item('table.move_right', IconChevronRight, () => settings(shiftColumn(object, state.settings, path, 1)), index === columns.length - 1)}
      {item('table.wider', IconPlus, () => settings(resizeColumn(object, state.settings, path, clampWidth(column.width + 40))))}
      {item('table.narrower', IconMinus, () => settings(resizeColumn(object, state.settings, path, clampWidth(column.width - 40))))}
      {item('table.default_width', IconArrowRight, () => settings(resizeColumn(object, state.settings, path, undefined)))}
      {!column.isTitle && (
        <>
          <Menu.Divider />
          {item('table.hide', IconEyeOff, () => settings(hideColumn(object, state.settings, path)))}
        </>
      )}
    </>
  )
}
