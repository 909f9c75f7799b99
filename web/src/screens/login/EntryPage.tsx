import '@mantine/core/styles/PasswordInput.layer.css'
import type { ReactNode } from 'react'
import { configureClient } from '@/api/client'
import { setLocale, useLocale } from '@/i18n/locale'
import styles from './EntryPage.module.css'

/** The page around login and set-up: name, card, language. */
export function EntryPage({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const { t, language } = useLocale()
  const other = language === 'de' ? 'en' : 'de'

  function handleSwitch(): void {
    configureClient({ language: other })
    void setLocale(other)
  }

  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <img src="/favicon.svg" alt="" width={32} height={32} />
        Kontor
      </div>
      <div className={styles.card} data-wide={wide || undefined}>
        {children}
      </div>
      <button type="button" className={`bare ${styles.language}`} lang={other} onClick={handleSwitch}>
        {t(`language.${other}`)}
      </button>
    </main>
  )
}
