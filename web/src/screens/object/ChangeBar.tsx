import { Button } from '@mantine/core'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { ObjectType, View } from '@/api/types'
import { changeView, createView } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { isChanged, type ViewState } from '@/records/views/viewState'
import { errorText } from '@/schema/errors'
import { showToast } from '@/ui/toast'
import styles from './ChangeBar.module.css'
import { useOpenView } from './useOpenView'

interface Props {
  object: ObjectType
  view: View
  state: ViewState
  saved: ViewState
  onDiscard(): void
}

/** The view differs from what is saved: drop that, keep it for oneself, or save it for everyone. */
export function ChangeBar({ object, view, state, saved, onDiscard }: Props) {
  const locale = useLocale()
  const { t, label } = locale
  const go = useOpenView()
  if (!isChanged(state, saved)) return null
  const content = { filter: state.filter, sort: state.sort, settings: { ...state.settings, group: state.group } }

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action()
      showToast({ kind: 'success', text: t('view.saved') })
    } catch (error) {
      showToast({ kind: 'error', text: t('view.not_saved'), detail: errorText(error, locale) })
    }
  }

  function keepForMe(): Promise<void> {
    return attempt(async () => {
      if (!view.shared && view.can.edit && view.id) return saveHere()
      const name = t('view.mine', { name: label(view.label) })
      const { view: made } = await createView(object.name, { label: { de: name, en: name }, kind: view.kind, ...content, shared: false })
      await queryClient.invalidateQueries({ queryKey: keys.catalogue })
      onDiscard()
      go(object.name, made.id)
    })
  }

  async function saveHere(): Promise<void> {
    await changeView(view.id, content)
    await queryClient.invalidateQueries({ queryKey: keys.catalogue })
    onDiscard()
  }

  return (
    <div className={styles.bar} role="status">
      <span className={styles.text}>{t('view.changed')}</span>
      <Button variant="subtle" size="compact-xs" onClick={onDiscard}>
        {t('view.discard')}
      </Button>
      <Button variant="subtle" size="compact-xs" onClick={() => void keepForMe()}>
        {t('view.keep')}
      </Button>
      {view.shared && view.can.edit && (
        <Button variant="subtle" size="compact-xs" onClick={() => void attempt(saveHere)}>
          {t('view.save_for_all')}
        </Button>
      )}
    </div>
  )
}
