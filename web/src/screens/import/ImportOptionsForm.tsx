import { Checkbox, Select, Switch } from '@mantine/core'
import type { Import, ImportChange, MatchKey } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import styles from './ImportOptionsForm.module.css'

interface Props {
  item: Import
  onChange(change: ImportChange): Promise<boolean>
}

const matchKeys: MatchKey[] = ['email', 'phone', 'name_place']
const actions = ['skip', 'update', 'create'] as const

/** What is done with rows whose record seems to be there, and with names nobody knows yet. */
export function ImportOptionsForm({ item, onChange }: Props) {
  const { t } = useLocale()
  const { options } = item
  const hasLinks = item.columns.some((column) => column.target?.includes('.') || item.targets.find((target) => target.path === column.target)?.type === 'record')

  function toggle(key: MatchKey): void {
    const match = options.match.includes(key) ? options.match.filter((other) => other !== key) : [...options.match, key]
    void onChange({ options: { match } })
  }

  return (
    <section className={styles.form} aria-labelledby="duplicates">
      <h2 id="duplicates">{t('import.duplicates')}</h2>
      <div className={styles.line}>
        <Select
          className={styles.action}
          label={t('import.when_known')}
          data={actions.map((value) => ({ value, label: t(`import.duplicates_${value}`) }))}
          value={options.duplicates}
          onChange={(value) => value && void onChange({ options: { duplicates: value as 'skip' } })}
        />
        {options.duplicates !== 'create' && (
          <fieldset className={styles.match}>
            <legend>{t('import.known_by')}</legend>
            {matchKeys.map((key) => (
              <Checkbox key={key} size="sm" label={t(`import.match_${key}`)} checked={options.match.includes(key)} onChange={() => toggle(key)} />
            ))}
          </fieldset>
        )}
      </div>
      {hasLinks && <Switch label={t('import.link_missing')} checked={options.link_missing === 'create'} onChange={(event) => void onChange({ options: { link_missing: event.currentTarget.checked ? 'create' : 'leave' } })} />}
      {options.new_options && <Switch label={t('import.new_options')} checked={options.new_options === 'create'} onChange={(event) => void onChange({ options: { new_options: event.currentTarget.checked ? 'create' : 'leave' } })} />}
    </section>
  )
}
