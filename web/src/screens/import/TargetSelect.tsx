import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { ImportColumn, ImportTarget } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import styles from './ColumnTable.module.css'

interface Props {
  column: ImportColumn
  name: string
  targets: ImportTarget[]
  onChange(part: { target?: string | null; label?: string | null }): void
}

const labelled: Record<string, string[]> = {
  emails: ['private', 'work', 'other'],
  phones: ['work', 'mobile', 'private', 'fax', 'main', 'other'],
  urls: ['main', 'work', 'private', 'other'],
}
const nowhere = '-'
const unlabelled = '-'

/** The field a column goes to, and of labelled values the label. */
export function TargetSelect({ column, name, targets, onChange }: Props) {
  const { t, label } = useLocale()
  const options = useMemo(() => [{ value: nowhere, label: t('import.ignore') }, ...targets.map((target) => ({ value: target.path, label: label(target.label, target.path) }))], [targets, label, t])
  const type = targets.find((target) => target.path === column.target)?.type ?? ''
  const labels = labelled[type]
  return (
    <>
      <Select
        className={styles.field}
        aria-label={t('import.field_of', { name })}
        data={options}
        value={column.target ?? nowhere}
        onChange={(next) => onChange({ target: next === nowhere ? null : next })}
        searchable
        nothingFoundMessage={t('common.nothing_found')}
        selectFirstOptionOnChange
        maxDropdownHeight={320}
      />
      {labels && (
        <Select
          className={styles.label}
          aria-label={t('import.label_of', { name })}
          data={[{ value: unlabelled, label: t('import.no_label') }, ...labels.map((key) => ({ value: key, label: t(`contact.${key as 'work'}`) }))]}
          value={column.label ?? unlabelled}
          onChange={(next) => onChange({ label: next === unlabelled ? null : next })}
        />
      )}
    </>
  )
}
