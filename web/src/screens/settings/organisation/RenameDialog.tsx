import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'

/** Another name for a role or a team. */
export function RenameDialog({ name, onClose, onRename }: { name: string; onClose(): void; onRename(name: string): Promise<unknown> }) {
  const t = useT()
  const [next, setNext] = useState(name)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('organisation.rename_group', { name })}
      footer={
        <Button type="submit" form="rename-form">
          {t('organisation.save')}
        </Button>
      }
    >
      <form
        id="rename-form"
        onSubmit={(event) => {
          event.preventDefault()
          void onRename(next)
        }}
      >
        <TextInput label={t('organisation.name')} value={next} required withAsterisk={false} data-autofocus onChange={(event) => setNext(event.currentTarget.value)} />
      </form>
    </Dialog>
  )
}
