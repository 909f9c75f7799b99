import { useParams } from '@tanstack/react-router'
import { ImportStart } from './ImportStart'
import { ImportWizard } from './ImportWizard'

export function ImportScreen() {
  const { id } = useParams({ strict: false }) as { id?: string }
  return id ? <ImportWizard key={id} id={id} /> : <ImportStart />
}
