import { Button, TextInput } from '@mantine/core'
import { useT } from '@/i18n/locale'
import { Dialog } from '@/ui/Dialog'

interface Props {
  title: string
  name: string
  onName(name: string): void
  onSave(): void
  onClose(): void
}

export default function ViewNameDialog({ title, name, onName, onSave, onClose }: Props) {
  const t = useT()
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      size={380}
      footer={
        <Button disabled={name.trim() === ''} onClick={onSave}>
          {t('common.save')}
        </Button>
      }
    >
      <TextInput
        label={t('view.name')}
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && onSave()}
        data-autofocus
        maxLength={80}
      />
    </Dialog>
  )
}
