import { Button, Select, TextInput } from '@mantine/core'
import type { Contact } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import { IconButton } from '@/ui/IconButton'
import { IconPlus, IconX } from '@/ui/icons'
import type { InputProps } from '../fieldClient'
import styles from './ContactsInput.module.css'

interface Props extends InputProps {
  labels: string[]
  inputMode: 'email' | 'tel' | 'url'
}

/** Any number of values, each with its label. Lines left empty are not kept. */
export function ContactsInput({ field, value, onChange, mode, id, label, error, autoFocus, initialText, labels, inputMode }: Props) {
  const { t, label: labelOf } = useLocale()
  const stored = Array.isArray(value) ? (value as Contact[]) : []
  const lines = stored.length > 0 ? stored : [{ value: initialText ?? '', label: labels[0]! }]
  const name = label ?? labelOf(field.label)

  function change(index: number, part: Partial<Contact>): void {
    onChange(lines.map((line, at) => (at === index ? { value: line.value, label: line.label, ...part } : line)))
  }

  return (
    <div className={mode === 'cell' ? styles.floating : styles.lines} id={id} role="group" aria-label={name}>
      {lines.map((line, index) => (
        <div key={index} className={styles.line}>
          <TextInput
            className="grow"
            aria-label={index === 0 ? name : `${name} ${index + 1}`}
            value={line.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
            inputMode={inputMode}
            autoComplete="off"
            autoFocus={autoFocus && index === 0}
            error={index === 0 ? error : undefined}
          />
          <Select
            className={styles.label}
            aria-label={t('contact.kind')}
            data={labels.map((key) => ({ value: key, label: t(`contact.${key}` as 'contact.work') }))}
            value={line.label}
            onChange={(next) => next && change(index, { label: next })}
            comboboxProps={{ withinPortal: mode === 'form' }}
          />
          <IconButton
            icon={IconX}
            label={t('common.remove')}
            size={24}
            iconSize={14}
            onClick={() => onChange(lines.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...lines, { value: '', label: labels[Math.min(lines.length, labels.length - 1)]! }])}
      >
        {t('contact.add')}
      </Button>
    </div>
  )
}
