import { Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import type { Address } from '@/api/types'
import { useLocale } from '@/i18n/locale'
import type { InputProps } from '../fieldClient'
import styles from './Input.module.css'

const countries = ['DE', 'AT', 'CH', 'LI', 'LU', 'BE', 'NL', 'FR', 'IT', 'ES', 'PT', 'DK', 'SE', 'NO', 'FI', 'PL', 'CZ', 'SK', 'HU', 'SI', 'HR', 'GB', 'IE', 'US', 'TR']

export default function Input({ field, value, onChange, mode, id, error, autoFocus, initialText }: InputProps) {
  const { t, label, language } = useLocale()
  const address = (value as Address | null) ?? {}
  const names = useMemo(() => new Intl.DisplayNames(language, { type: 'region' }), [language])
  const set = (part: Partial<Address>) => onChange({ ...address, ...part })

  function text(part: 'street' | 'postal_code' | 'place', first = false) {
    const declared = field.parts?.find((candidate) => candidate.name === part)
    const name = label(declared?.label, t(`address.${part}`))
    return (
      <TextInput
        aria-label={name}
        placeholder={name}
        defaultValue={first && initialText ? initialText : (address[part] ?? '')}
        onChange={(event) => set({ [part]: event.currentTarget.value || null })}
        autoFocus={autoFocus && first}
        error={first ? error : undefined}
        autoComplete="off"
      />
    )
  }

  return (
    <div className={mode === 'cell' ? styles.floating : styles.address} id={id} role="group" aria-label={label(field.label)}>
      <div className={styles.wide}>{text('street', true)}</div>
      {text('postal_code')}
      {text('place')}
      <div className={styles.wide}>
        <Select
          aria-label={t('address.country')}
          placeholder={t('address.country')}
          data={countries.map((code) => ({ value: code, label: names.of(code) ?? code }))}
          value={address.country ?? null}
          onChange={(country) => set({ country })}
          searchable
          comboboxProps={{ withinPortal: mode === 'form' }}
        />
      </div>
    </div>
  )
}
