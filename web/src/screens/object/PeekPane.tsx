import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useCommands } from '@/commands/registry'
import { useT } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import { Dialog } from '@/ui/Dialog'
import { useRemember } from '@/records/recent'
import { Placeholder } from '@/ui/Placeholder'
import { IconButton } from '@/ui/IconButton'
import { IconExternalLink, IconX } from '@/ui/icons'
import styles from './PeekPane.module.css'

const RecordPage = lazy(() => import('@/records/page/RecordPage').then((module) => ({ default: module.RecordPage })))

interface Props {
  object: string
  id: string
  title: string
  onClose(): void
}

/** A record beside the view it was opened from; above it on a phone. */
export default function PeekPane({ object, id, title, onClose }: Props) {
  const t = useT()
  const phone = usePhone()
  useRemember(object, id)
  const navigate = useNavigate()
  useCommands([
    { id: 'peek-close', label: () => t('common.close'), group: 'record', shortcut: 'escape', hidden: true, run: onClose },
    { id: 'peek-open', label: ({ t: translate }) => translate('record.open_page'), group: 'record', shortcut: 'mod+enter', run: () => navigate({ to: '/d/$object/r/$id', params: { object, id } }) },
  ])
  const page = (
    <Suspense fallback={<Placeholder />}>
      <RecordPage object={object} id={id} layout="peek" onClose={onClose} />
    </Suspense>
  )
  if (phone) {
    return (
      <Dialog opened onClose={onClose} title={title}>
        {page}
      </Dialog>
    )
  }
  return (
    <aside className={styles.pane} aria-label={title}>
      <div className={styles.bar}>
        <Link to="/d/$object/r/$id" params={{ object, id }} className={styles.open}>
          <IconExternalLink size={16} aria-hidden />
          {t('record.open_page')}
        </Link>
        <IconButton icon={IconX} label={t('common.close')} onClick={onClose} />
      </div>
      <div className={styles.content}>{page}</div>
    </aside>
  )
}
