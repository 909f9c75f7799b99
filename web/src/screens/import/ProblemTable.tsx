import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Import, RowProblem } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { IconAlertTriangle, IconInfoCircle } from '@/ui/icons'
import styles from './ProblemTable.module.css'
import { useImportChange } from './useImport'

const shownAtFirst = 50
const step = 100

interface Props {
  item: Import
  problems: RowProblem[]
}

/** Only the cells that are wrong: each can be mended in place, or its row left out. */
export function ProblemTable({ item, problems }: Props) {
  const { t } = useLocale()
  const [shown, setShown] = useState(shownAtFirst)
  const ordered = problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning') || a.row - b.row)
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('import.row')}</th>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.problem')}</th>
            <th scope="col">{t('import.value')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, shown).map((problem) => (
            <ProblemRow key={`${problem.row}/${problem.column}/${problem.key}`} item={item} problem={problem} />
          ))}
        </tbody>
      </table>
      {problems.length > shown && (
        <Button variant="subtle" onClick={() => setShown(shown + step)}>
          {t('common.show_more')}
        </Button>
      )}
    </div>
  )
}

function ProblemRow({ item, problem }: { item: Import; problem: RowProblem }) {
  const { t, format } = useLocale()
  const change = useImportChange(item.id)
  const [text, setText] = useState(problem.value ?? '')
  const [done, setDone] = useState<'mended' | 'skipped' | null>(null)
  const column = problem.column === null ? undefined : item.columns.find((candidate) => candidate.index === problem.column)
  const name = column ? column.name || t('import.column_number', { n: column.index + 1 }) : ''
  // A long value was cut for the table: mended here it would lose its end.
  const isCut = problem.value?.endsWith('…') ?? false
  const Icon = problem.severity === 'error' ? IconAlertTriangle : IconInfoCircle

  async function mend(): Promise<void> {
    if (problem.column === null || text === (problem.value ?? '')) return
    if (await change({ cells: [{ row: problem.row, column: problem.column, value: text }] })) setDone('mended')
  }

  async function skip(): Promise<void> {
    if (await change({ rows: [{ row: problem.row, action: 'skip' }] })) setDone('skipped')
  }

  return (
    <tr data-severity={problem.severity} data-done={done ?? undefined}>
      <td className={styles.number}>{format.number(problem.row)}</td>
      <td>{name}</td>
      <td>
        <span className={styles.problem}>
          <Icon size={16} aria-hidden />
          {problem.message}
        </span>
      </td>
      <td>
        <span className={styles.value}>
          {column && !isCut ? (
            <Textarea
              className="grow"
              size="xs"
              autosize
              minRows={1}
              maxRows={6}
              aria-label={t('import.cell', { name, row: problem.row })}
              value={text}
              disabled={done === 'skipped'}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setDone(null)
              }}
              onBlur={() => void mend()}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey) return
                event.preventDefault()
                void mend()
              }}
            />
          ) : (
            <span className={`grow ${styles.long}`}>{column ? problem.value : ''}</span>
          )}
          {done ? (
            <span className={styles.done}>{t(`import.${done}`)}</span>
          ) : (
            <Button variant="subtle" size="compact-xs" onClick={() => void skip()}>
              {t('import.skip_row')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  )
}
