import { Menu } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { ObjectType, View, ViewKind } from '@/api/types'
import { changeView, createView, deleteView } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { errorText } from '@/schema/errors'
import { IconButton } from '@/ui/IconButton'
import { IconCopy, IconDots, IconLayoutKanban, IconLayoutList, IconPencil, IconTable, IconTrash } from '@/ui/icons'
import { showToast } from '@/ui/toast'
import { useOpenView } from './useOpenView'

const ViewNameDialog = lazy(() => import('./ViewNameDialog'))

type Naming = { kind: ViewKind } | { rename: true } | null

/** New views, and what can be done with the one that is open. */
export function ViewMenu({ object, view }: { object: ObjectType; view: View }) {
  const locale = useLocale()
  const { t, label, language } = locale
  const go = useOpenView()
  const [naming, setNaming] = useState<Naming>(null)
  const [name, setName] = useState('')
  const isRename = naming !== null && 'rename' in naming
  const hasBoardField = object.fields.some((field) => field.type === 'status' || field.type === 'select')

  async function attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action()
      await queryClient.invalidateQueries({ queryKey: keys.catalogue })
    } catch (error) {
      showToast({ kind: 'error', text: t('view.not_saved'), detail: errorText(error, locale) })
    }
  }

  function startNaming(next: Naming, text: string): void {
    setNaming(next)
    setName(text)
  }

  async function handleName(): Promise<void> {
    const wanted = naming
    setNaming(null)
    await attempt(async () => {
      if (wanted && 'rename' in wanted) return changeView(view.id, { label: { ...view.label, [language]: name } })
      const source = wanted && wanted.kind === view.kind ? view : { filter: '', sort: [], settings: {} }
      const draft = { label: { de: name, en: name }, kind: wanted?.kind ?? 'table', filter: source.filter, sort: source.sort, settings: source.settings, shared: false }
      const { view: made } = await createView(object.name, draft)
      await queryClient.invalidateQueries({ queryKey: keys.catalogue })
      go(object.name, made.id)
    })
  }

  async function handleDelete(): Promise<void> {
    await attempt(() => deleteView(view.id))
    const other = object.views.find((candidate) => candidate.id !== view.id)
    if (other) go(object.name, other.id)
  }

  return (
    <>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <IconButton icon={IconDots} label={t('view.menu')} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('view.new')}</Menu.Label>
          <Menu.Item leftSection={<IconTable size={16} />} onClick={() => startNaming({ kind: 'table' }, t('view.table'))}>
            {t('view.table')}
          </Menu.Item>
          {hasBoardField && (
            <Menu.Item leftSection={<IconLayoutKanban size={16} />} onClick={() => startNaming({ kind: 'board' }, t('view.board'))}>
              {t('view.board')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLayoutList size={16} />} onClick={() => startNaming({ kind: 'list' }, t('view.list'))}>
            {t('view.list')}
          </Menu.Item>
          <Menu.Label>{label(view.label)}</Menu.Label>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => startNaming({ kind: view.kind }, t('view.copy_of', { name: label(view.label) }))}>
            {t('view.copy')}
          </Menu.Item>
          {view.can.edit && view.id !== '' && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => startNaming({ rename: true }, label(view.label))}>
                {t('view.rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void handleDelete()} disabled={object.views.length < 2}>
                {t('view.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {naming && (
          <ViewNameDialog title={isRename ? t('view.rename') : t('view.new')} name={name} onName={setName} onSave={() => void handleName()} onClose={() => setNaming(null)} />
        )}
      </Suspense>
    </>
  )
}
