import { useParams } from '@tanstack/react-router'
import { RecordPage } from '@/records/page/RecordPage'

export function RecordScreen() {
  const { object, id } = useParams({ strict: false }) as { object: string; id: string }
  return <RecordPage key={id} object={object} id={id} layout="page" />
}
