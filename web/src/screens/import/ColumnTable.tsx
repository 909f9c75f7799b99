import { memo } from 'react'
import type { Import, ImportChange, ImportColumn } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { OptionBadge } from '@/ui/OptionBadge'
import styles from './ColumnTable.module.css'
import { FormatSelect } from './FormatSelect'
import { TargetSelect } from './TargetSelect'

interface Props {
  item: Import
  onChange(change: ImportChange): Promise<boolean>
}

/** Each column of the file with examples of its values, and the field it goes to. */
export function ColumnTable({ item, onChange }: Props) {
  const { t } = useLocale()
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.samples')}</th>
            <th scope="col">{t('import.field')}</th>
          </tr>
        </thead>
        <tbody>
          {item.columns.map((column) => (
            <ColumnRow key={column.index} column={column} targets={item.targets} onChange={onChange} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  column: ImportColumn
  targets: Import['targets']
  onChange: Props['onChange']
}

const ColumnRow = memo(function ColumnRow({ column, targets, onChange }: RowProps) {
  const { t } = useLocale()
  const name = column.name || t('import.column_number', { n: column.index + 1 })
  const samples = column.samples.filter(Boolean).slice(0, 3)
  return (
    <tr data-unused={column.target ? undefined : true}>
      <th scope="row" className={styles.name}>
        {name}
      </th>
      <td className={styles.samples}>
        {samples.length > 0 ? (
          <ul>
            {samples.map((sample, index) => (
              <li key={index}>{sample}</li>
            ))}
          </ul>
        ) : (
          <span className="dim">{t('import.column_empty')}</span>
        )}
      </td>
      <td>
        <div className={styles.target}>
          <TargetSelect column={column} name={name} targets={targets} onChange={(part) => void onChange({ columns: [{ index: column.index, ...part }] })} />
          {column.ask_format && <FormatSelect column={column} name={name} targets={targets} onChange={(part) => void onChange({ columns: [{ index: column.index, ...part }] })} />}
          <Confidence column={column} />
        </div>
      </td>
    </tr>
  )
})

/** A guess is marked until someone has looked at it. */
function Confidence({ column }: { column: ImportColumn }) {
  const { t, format } = useLocale()
  if (!column.target || column.state !== 'guess') return null
  const percent = Math.round(column.confidence <= 1 ? column.confidence * 100 : column.confidence)
  return (
    <OptionBadge colour="yellow" title={t('import.guess_title')}>
      {t('import.guess', { percent: format.number(percent) })}
    </OptionBadge>
  )
}
