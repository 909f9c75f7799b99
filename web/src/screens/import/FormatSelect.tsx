import { Select } from '@mantine/core'
import type { ImportColumn, ImportTarget } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import styles from './ColumnTable.module.css'
import { dateFormats, patternText } from './formats'

interface Props {
  column: ImportColumn
  name: string
  targets: ImportTarget[]
  onChange(part: { date_format?: string; decimal?: string }): void
}

/** How this one column writes its dates or numbers, where its values leave that open. */
export function FormatSelect({ column, name, targets, onChange }: Props) {
  const { t, language } = useLocale()
  const type = targets.find((target) => target.path === column.target)?.type ?? ''
  const isDate = type === 'date' || type === 'date_time'
  const data = isDate ? dateFormats.map((value) => ({ value, label: patternText(value, language) })) : [',', '.'].map((value) => ({ value, label: `1234${value}50` }))
  return (
    <Select
      className={styles.format}
      aria-label={t('import.format_of', { name })}
      placeholder={t('import.format_ask')}
      data={data}
      value={null}
      onChange={(value) => value && onChange(isDate ? { date_format: value } : { decimal: value })}
      error
    />
  )
}
