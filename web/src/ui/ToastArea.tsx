import { Button, CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useT } from '@/i18n/locale'
import { useStore } from '@/lib/store'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons'
import { closeToast, toasts, type Toast } from './toast'
import styles from './ToastArea.module.css'

const icons = { success: IconCircleCheck, error: IconAlertTriangle, info: IconInfoCircle }

export function ToastArea() {
  const t = useT()
  const shown = useStore(toasts)
  return (
    <section className={styles.area} aria-label={t('common.messages')} aria-live="polite">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

// The time stands still while the pointer or the focus is on the card.
function ToastCard({ toast }: { toast: Toast }) {
  const t = useT()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => closeToast(toast.id), toast.milliseconds)
    return () => clearTimeout(timer)
  }, [held, toast])
  const Icon = icons[toast.kind]
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false), onFocus: () => setHeld(true), onBlur: () => setHeld(false) }
  return (
    <div className={styles.toast} data-kind={toast.kind} role={toast.kind === 'error' ? 'alert' : 'status'} {...hold}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className="grow">
        <div>{toast.text}</div>
        {toast.detail && <div className="dim">{toast.detail}</div>}
      </div>
      {toast.action && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            closeToast(toast.id)
            toast.action?.run()
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('common.close')} onClick={() => closeToast(toast.id)} />
    </div>
  )
}
