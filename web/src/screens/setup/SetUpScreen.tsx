import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { KitGallery } from '@/features/kits/KitGallery'
import { PageTitle } from '@/ui/PageTitle'
import { EntryPage } from '../login/EntryPage'
import { AccountForm } from './AccountForm'
import styles from './SetUpScreen.module.css'

const steps = ['account', 'kits', 'start'] as const

/** The first start in three steps: who you are, what you work with, how your data comes in. */
export function SetUpScreen() {
  const t = useT()
  const { token } = useSearch({ from: '/setup' })
  const [step, setStep] = useState<(typeof steps)[number]>('account')
  return (
    <EntryPage wide={step !== 'account'}>
      <div>
        <p className="dim">{t('setup.step', { n: steps.indexOf(step) + 1, total: steps.length })}</p>
        <PageTitle key={step} title={t(`setup.${step}`)} />
      </div>
      {step === 'account' && <AccountForm token={token ?? ''} onDone={() => setStep('kits')} />}
      {step === 'kits' && (
        <>
          <p className="dim">{t('kits.text')}</p>
          <KitGallery />
          <Button size="sm" className={styles.next} onClick={() => setStep('start')}>
            {t('setup.next')}
          </Button>
        </>
      )}
      {step === 'start' && (
        <div className={styles.choices}>
          <Button component={Link} to="/import" size="md" variant="light">
            {t('setup.import')}
          </Button>
          <Button component={Link} to="/" size="md">
            {t('setup.go')}
          </Button>
        </div>
      )}
    </EntryPage>
  )
}
