import type { Audience, Mode, Rule } from '@/api/rules'
import { IconCheck, IconEyeOff, IconFilter, IconLock, IconMinus, IconPencil, IconX, IconEye, type IconComponent } from '@/ui/icons'
import type { Cell, Row, Verdict } from './matrix'
import styles from './rules.module.css'
import { sayAudienceOf, type Speech } from './sentences'
import { actions, fieldClasses } from './words'

interface Props {
  rows: Row[]
  colours: Map<string, string>
  speech: Speech
  onChoose(who: Audience, column: string, rules: Rule[]): void
}

const verdictIcons: Record<Verdict, IconComponent> = { yes: IconCheck, sometimes: IconFilter, never: IconX, no: IconMinus }
const modeIcons: Record<Mode, IconComponent> = { none: IconEyeOff, mask: IconLock, read: IconEye, edit: IconPencil }

export function MatrixTable({ rows, colours, speech, onChoose }: Props) {
  const { t } = speech.locale
  const column = (text: string) => (
    <th key={text} scope="col">
      {text}
    </th>
  )
  return (
    <div className={styles.scroll}>
      <table className={styles.matrix}>
        <caption className="visually-hidden">{t('rules.matrix')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={actions.length}>
              {t('rules.may')}
            </th>
            <th scope="colgroup" colSpan={fieldClasses.length} className={styles.first}>
              {t('rules.sees_fields')}
            </th>
          </tr>
          <tr>
            <th scope="col">{t('rules.who')}</th>
            {actions.map((action) => column(t(`rules.action_${action}`)))}
            {fieldClasses.map((name) => column(t(`rules.short_${name}`)))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const who = sayAudienceOf(row.who, speech)
            const cell = (key: string, name: string, found: Cell<Verdict | Mode>, word: string, Icon: IconComponent, first = false) => (
              <td key={key} className={first ? styles.first : undefined}>
                <MatrixCell name={`${who}, ${name}: ${word}`} word={word} icon={Icon} cell={found} colours={colours} onClick={() => onChoose(row.who, name, found.rules)} />
              </td>
            )
            return (
              <tr key={`${row.who.kind} ${row.who.name}`}>
                <th scope="row">{who}</th>
                {actions.map((action) => {
                  const found = row.actions(action)
                  return cell(action, t(`rules.action_${action}`), found, t(`rules.verdict_${found.verdict}`), verdictIcons[found.verdict])
                })}
                {fieldClasses.map((name, index) => {
                  const found = row.fields(name)
                  return cell(`f-${name}`, t(`rules.class_${name}`), found, t(`rules.mode_${found.verdict}`), modeIcons[found.verdict], index === 0)
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  name: string
  word: string
  icon: IconComponent
  cell: Cell<Verdict | Mode>
  colours: Map<string, string>
  onClick(): void
}

/** The word says what is so, the colour by which rule; dots stand for further rules. */
function MatrixCell({ name, word, icon: Icon, cell, colours, onClick }: CellProps) {
  const nothing = cell.verdict === 'no' || cell.verdict === 'none'
  const decides = cell.verdict === 'never' ? cell.rules.find((rule) => rule.kind === 'forbid') : cell.rules[0]
  const others = cell.rules.filter((rule) => rule !== decides)
  return (
    <button type="button" className={`${styles.cell} ${nothing || !decides ? '' : (colours.get(decides.name) ?? '')}`} data-nothing={nothing || undefined} data-inherited={cell.inherited || undefined} aria-label={name} onClick={onClick}>
      <Icon size={14} aria-hidden />
      <span>{word}</span>
      {others.length > 0 && (
        <span className={styles.dots} aria-hidden>
          {others.slice(0, 4).map((rule) => (
            <span key={rule.name} className={`${styles.dot} ${colours.get(rule.name) ?? ''}`} />
          ))}
        </span>
      )}
    </button>
  )
}
