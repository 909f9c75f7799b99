import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '@/i18n/locale'
import { usePhone } from '@/lib/usePhone'
import styles from './Dialog.module.css'

interface Props {
  opened: boolean
  onClose(): void
  title: string
  children: ReactNode
  /** Buttons; stay in sight while the content scrolls. */
  footer?: ReactNode
  size?: number
  /** For long contents without a control: they are scrolled by keyboard. */
  scrolled?: boolean
}

/** A dialog with a name, a named close button and a footer; the whole screen on phones. */
export function Dialog({ opened, onClose, title, children, footer, size = 520, scrolled }: Props) {
  const t = useT()
  const phone = usePhone()
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} fullScreen={phone} yOffset="8vh">
      <Modal.Overlay />
      <Modal.Content radius={phone ? 0 : 8} classNames={{ content: styles.content }}>
        <div className={styles.header}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </div>
        <Modal.Body className={styles.body} tabIndex={scrolled ? 0 : undefined}>{children}</Modal.Body>
        {footer && <div className={styles.footer}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  )
}
