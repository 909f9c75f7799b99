import { useNavigate } from '@tanstack/react-router'

/** Goes to a view as saved. */
export function useOpenView(): (object: string, view: string) => void {
  const navigate = useNavigate()
  return (object, view) => void navigate({ to: '/d/$object/v/$view', params: { object, view }, search: {} })
}
