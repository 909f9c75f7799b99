import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { pick } from '@/api/records'
import type { Reference } from '@/api/types'
import { useT } from '@/i18n/locale'
import { useDebounced } from '@/lib/useDebounced'
import styles from './RecordPicker.module.css'

interface Props {
  object: string
  value: Reference[]
  many: boolean
  onChange(value: Reference[]): void
  bare?: boolean
  id?: string
  label?: string
  error?: string
  autoFocus?: boolean
  initialText?: string
  withinPortal?: boolean
}

/** Chooses one or several records of an object by typing a part of their title. */
export function RecordPicker({ object, value, many, onChange, bare, id, label, error, autoFocus, initialText, withinPortal = true }: Props) {
  const t = useT()
  const [text, setText] = useState(initialText ?? '')
  const settled = useDebounced(text, 150)
  const combobox = useCombobox({ defaultOpened: bare, onDropdownClose: () => combobox.resetSelectedOption() })
  const { data: found = [], isFetching } = useQuery({
    queryKey: keys.pick(object, settled),
    queryFn: ({ signal }) => pick(object, settled, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  const offered = found.filter((result) => !value.some((chosen) => chosen.id === result.id))

  function choose(recordId: string): void {
    const result = found.find((candidate) => candidate.id === recordId)
    if (!result) return
    onChange(many ? [...value, { id: result.id, title: result.title }] : [{ id: result.id, title: result.title }])
    setText('')
    if (!many) combobox.closeDropdown()
  }

  function remove(reference: Reference): void {
    onChange(value.filter((chosen) => chosen.id !== reference.id))
  }

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={withinPortal}>
      <Combobox.DropdownTarget>
        <PillsInput size="sm" variant={bare ? 'unstyled' : 'default'} error={error} onClick={() => combobox.openDropdown()}>
          <Pill.Group>
            {value.map((reference) => (
              <Pill
                key={reference.id}
                withRemoveButton
                onRemove={() => remove(reference)}
                removeButtonProps={{ 'aria-label': t('relation.remove', { title: reference.title }) }}
              >
                {reference.title}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                id={id}
                role="combobox"
                aria-expanded={combobox.dropdownOpened}
                aria-controls={combobox.dropdownOpened ? (combobox.listId ?? undefined) : undefined}
                aria-label={label}
                value={text}
                autoFocus={autoFocus}
                placeholder={value.length === 0 ? t('relation.search') : undefined}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setText(event.currentTarget.value)
                  combobox.openDropdown()
                  combobox.selectFirstOption()
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' && text === '' && value.length > 0) remove(value.at(-1)!)
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown data-editor-popover>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label ?? t('palette.results')} hidden={offered.length === 0}>
          {offered.map((result) => (
            <Combobox.Option key={result.id} value={result.id}>
              <div>{result.title}</div>
              {result.subtitle && <div className={styles.subtitle}>{result.subtitle}</div>}
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {offered.length === 0 && <Combobox.Empty>{isFetching ? t('common.loading') : t('common.nothing_found')}</Combobox.Empty>}
      </Combobox.Dropdown>
    </Combobox>
  )
}
