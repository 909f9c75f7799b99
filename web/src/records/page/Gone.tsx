import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { useSession } from '@/schema/catalogue'
import { EmptyState } from '@/ui/EmptyState'
import { PageTitle } from '@/ui/PageTitle'
import { RequestAccess } from './access/RequestAccess'

/** In place of a record that is not there, or not for this reader: nothing tells the two apart. */
export function Gone({ object, id }: { object: string; id: string }) {
  const t = useT()
  const { viewing } = useSession()
  const [asking, setAsking] = useState(false)
  return (
    <EmptyState text={t('record.gone')} detail={t('access.who_can_grant')}>
      <PageTitle title={t('record.gone')} className="visually-hidden" />
      {!viewing && <Button onClick={() => setAsking(true)}>{t('access.request')}</Button>}
      <Button component={Link} to="/" variant="default">
        {t('page.to_start')}
      </Button>
      {asking && <RequestAccess object={object} id={id} action="read" onClose={() => setAsking(false)} />}
    </EmptyState>
  )
}
