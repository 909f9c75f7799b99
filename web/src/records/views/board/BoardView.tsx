import type { ViewProps } from '../viewProps'

export default function BoardView({ object }: ViewProps) {
  return <p>{object.name}</p>
}
