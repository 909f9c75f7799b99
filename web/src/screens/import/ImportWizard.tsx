import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { isApiError } from '@/api/error'
import type { Import } from '@/api/imports'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { EmptyState } from '@/ui/EmptyState'
import { IconCheck } from '@/ui/icons'
import { PageTitle } from '@/ui/PageTitle'
import { Placeholder } from '@/ui/Placeholder'
import { CheckStep } from './CheckStep'
import styles from './ImportScreen.module.css'
import { MappingStep } from './MappingStep'
import { ResultStep } from './ResultStep'
import { RunStep } from './RunStep'
import { useImport } from './useImport'

const steps = ['file', 'mapping', 'check', 'run', 'result'] as const
type Step = (typeof steps)[number]

/** One import, from its columns to its result. Where it stands is known to the server: leaving and coming back is safe. */
export function ImportWizard({ id }: { id: string }) {
  const { t } = useLocale()
  const { data: item, error, refetch } = useImport(id)
  const [back, setBack] = useState(false)
  if (isApiError(error) && error.status === 404) return <EmptyState text={t('import.gone')} />
  if (error && !item) return <Failure error={error} onRetry={() => void refetch()} />
  if (!item) return <Placeholder />
  const step = back && stepOf(item) === 'check' ? 'mapping' : stepOf(item)
  return (
    <div className={styles.page}>
      <Link to="/import" search={{}} className={styles.back}>
        ← {t('import.all')}
      </Link>
      <div className={styles.head}>
        <PageTitle title={item.file.name} />
        <Steps current={step} />
      </div>
      {step === 'mapping' && <MappingStep item={item} onCheck={() => setBack(false)} />}
      {step === 'check' && <CheckStep item={item} onBack={() => setBack(true)} />}
      {step === 'run' && <RunStep item={item} />}
      {step === 'result' && <ResultStep item={item} />}
    </div>
  )
}

function stepOf(item: Import): Step {
  switch (item.state) {
    // With the verdict of an earlier check somebody is mending single cells.
    case 'mapping':
      return item.verdict ? 'check' : 'mapping'
    case 'checking':
    case 'checked':
      return 'check'
    case 'running':
    case 'stopped':
      return 'run'
    default:
      return 'result'
  }
}

function Steps({ current }: { current: Step }) {
  const { t } = useLocale()
  const now = steps.indexOf(current)
  return (
    <ol className={styles.steps} aria-label={t('import.steps')}>
      {steps.map((step, index) => (
        <li key={step} className={styles.step} data-state={index < now ? 'past' : index === now ? 'now' : 'ahead'} aria-current={index === now ? 'step' : undefined}>
          <span className={styles.number} aria-hidden>
            {index < now ? <IconCheck size={12} stroke={3} /> : index + 1}
          </span>
          {t(`import.step_${step}`)}
        </li>
      ))}
    </ol>
  )
}
