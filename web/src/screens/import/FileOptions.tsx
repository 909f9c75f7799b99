import { Select, Switch } from '@mantine/core'
import type { Import, ImportChange } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { useCatalogue } from '@/schema/catalogue'
import styles from './FileOptions.module.css'
import { dateFormats, patternText } from './formats'

interface Props {
  item: Import
  onChange(change: ImportChange): Promise<boolean>
}

const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'ibm850', 'macintosh', 'utf-16le', 'utf-16be']
const separators = [';', ',', '\t', '|']

/** What was found out about the file; wrong guesses are put right here. */
export function FileOptions({ item, onChange }: Props) {
  const { t, label, format, language } = useLocale()
  const catalogue = useCatalogue()
  const { file } = item
  const isText = file.format === 'csv'
  const objects = catalogue.objects.filter((object) => object.can.import && object.name !== 'user')
  const names: Record<string, string> = { ';': t('import.semicolon'), ',': t('import.comma'), '\t': t('import.tab'), '|': t('import.bar') }
  const withOwn = (list: string[], own: string) => (own && !list.includes(own) ? [...list, own] : list)
  const field = (name: string, data: { value: string; label: string }[], value: string, set: (value: string) => ImportChange) => (
    <Select className={styles.field} label={name} placeholder={t('import.per_column')} data={data} value={value || null} onChange={(next) => next && next !== value && void onChange(set(next))} />
  )
  const plain = (list: string[]) => list.map((value) => ({ value, label: value }))

  return (
    <section className={styles.options} aria-label={t('import.file_options')}>
      <p className={styles.rows}>{t('import.rows_found', { n: file.rows, format: t(`import.format_${file.format}`) })}</p>
      {file.problems && file.problems.length > 0 && (
        <ul className={styles.problems}>
          {file.problems.map((problem, index) => (
            <li key={index}>{problem.message}</li>
          ))}
        </ul>
      )}
      {field(t('import.object'), objects.map((object) => ({ value: object.name, label: label(object.plural, object.name) })), item.object, (object) => ({ object }))}
      {isText && field(t('import.encoding'), plain(withOwn(encodings, file.encoding)), file.encoding, (encoding) => ({ file: { encoding } }))}
      {isText && field(t('import.separator'), withOwn(separators, file.separator).map((value) => ({ value, label: names[value] ?? value })), file.separator, (separator) => ({ file: { separator } }))}
      {file.sheets && file.sheets.length > 1 && field(t('import.sheet'), plain(file.sheets), file.sheet ?? '', (sheet) => ({ file: { sheet } }))}
      {file.format !== 'vcard' && (
        <>
          {isText &&
            field(
              t('import.decimal'),
              [',', '.'].map((value) => ({ value, label: `1234${value}50` })),
              file.decimal || format.decimalMark,
              (decimal) => ({ file: { decimal: decimal as ',' } }),
            )}
          {isText && field(t('import.date_format'), withOwn(dateFormats, file.date_format).map((value) => ({ value, label: patternText(value, language) })), file.date_format, (date_format) => ({ file: { date_format } }))}
          <Switch className={styles.switch} label={t('import.header')} checked={file.header} onChange={(event) => void onChange({ file: { header: event.currentTarget.checked } })} />
        </>
      )}
    </section>
  )
}
