import { useParams } from '@tanstack/react-router'
import { RecordPage } from '@/records/page/RecordPage'
import { useRemember } from '@/records/recent'

export function RecordScreen() {
  const { object, id } = useParams({ strict: false }) as { object: string; id: string }
  useRemember(object, id)
  return <RecordPage key={id} object={object} id={id} layout="page" />
}
