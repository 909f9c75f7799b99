import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { findCommand, runCommand } from '@/commands/registry'
import type { ObjectType } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { IconFilter, IconPlus } from '@/ui/icons'
import { describeFilter } from '../filters/describe'
import { parseFilter } from '../filters/parse'
import type { ViewState } from './viewState'

interface Props {
  object: ObjectType
  state: ViewState
  onChange(change: Partial<ViewState>): void
}

/** Says why a view is empty: nothing there at all, or nothing that the filter or the search lets pass. */
export function NoRecords({ object, state, onChange }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const catalogue = useCatalogue()
  const plural = label(object.plural)
  if (state.search) {
    return (
      <EmptyState icon={IconFilter} text={t('empty.search', { text: state.search })}>
        <Button variant="default" onClick={() => onChange({ search: '' })}>
          {t('empty.clear_search')}
        </Button>
      </EmptyState>
    )
  }
  if (state.filter) {
    return (
      <EmptyState icon={IconFilter} text={t('empty.filter')} detail={describeFilter(parseFilter(state.filter), catalogue, object, locale)}>
        <Button variant="default" onClick={() => onChange({ filter: '' })}>
          {t('empty.clear_filter')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState text={t('empty.object', { name: plural })} detail={object.can.create ? t('empty.object_hint') : t('empty.no_right')}>
      {object.can.create && (
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => {
            const create = findCommand('new')
            if (create) runCommand(create)
          }}
        >
          {t('object.new', { name: label(object.label) })}
        </Button>
      )}
      {object.can.import && (
        <Link to="/import" search={{ object: object.name }}>
          {t('empty.import')}
        </Link>
      )}
    </EmptyState>
  )
}
