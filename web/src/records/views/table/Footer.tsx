import { Menu } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { queryAggregates } from '@/api/records'
import type { ObjectType, Query } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconCheck } from '@/ui/icons'
import { aggregateText, aggregatesOf, type AggregateName } from '../aggregates'
import type { Column } from '../columns'
import type { ViewState } from '../viewState'
import styles from './Footer.module.css'

interface Props {
  object: ObjectType
  columns: Column[]
  rowCount: number
  /** The column that holds the focus, when it is in the footer. */
  activeColumn: number
  query: Query
  state: ViewState
  onChange(change: Partial<ViewState>): void
}

/** A figure under each column that asks for one, over everything the filter lets pass. */
export function Footer({ object, columns, rowCount, activeColumn, query, state, onChange }: Props) {
  const locale = useLocale()
  const { t } = locale
  const chosen = (state.settings.aggregates ?? {}) as Record<string, AggregateName>
  const wanted = columns.filter((column) => chosen[column.path]).map((column) => `${chosen[column.path]}(${column.path})`)
  const body: Query = { filter: query.filter, search: query.search, aggregates: wanted }
  const { data } = useQuery({
    queryKey: keys.aggregates(object.name, body),
    queryFn: ({ signal }) => queryAggregates(object.name, body, signal),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  })

  function choose(path: string, name: AggregateName | undefined): void {
    const { [path]: _, ...others } = chosen
    onChange({ settings: { ...state.settings, aggregates: name ? { ...others, [path]: name } : others } })
  }

  return (
    <div className={styles.footer} role="row" aria-rowindex={rowCount + 2} aria-label={t('table.footer')}>
      <div className={styles.first} role="gridcell" />
      {columns.map((column, index) => {
        const name = chosen[column.path]
        const value = name && data?.aggregates[`${name}(${column.path})`]
        return (
          <div key={column.path} className={styles.cell} role="gridcell" data-title={column.isTitle || undefined}>
            <Menu position="top-start" withinPortal>
              <Menu.Target>
                <button
                  type="button"
                  className={`bare ${styles.button}`}
                  data-empty={name ? undefined : true}
                  data-cell={`${rowCount}/${index + 1}`}
                  tabIndex={activeColumn === index + 1 ? 0 : -1}
                  aria-label={name ? undefined : t('table.footer_of', { name: locale.label(column.field.label) })}
                >
                  {name ? (
                    <>
                      <span className={styles.name}>{t(`aggregate.${name}`)}</span> {data ? aggregateText(value, column.field, locale, name) : '…'}
                    </>
                  ) : (
                    t('table.calculate')
                  )}
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {aggregatesOf(column.field).map((option) => (
                  <Menu.Item
                    key={option}
                    rightSection={option === name ? <IconCheck size={14} aria-label={t('common.chosen')} /> : null}
                    onClick={() => choose(column.path, option)}
                  >
                    {t(`aggregate.${option}`)}
                  </Menu.Item>
                ))}
                {name && <Menu.Item onClick={() => choose(column.path, undefined)}>{t('aggregate.none')}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
          </div>
        )
      })}
      <div role="presentation" />
    </div>
  )
}
