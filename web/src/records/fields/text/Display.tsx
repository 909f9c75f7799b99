import type { DisplayProps } from '../fieldClient'

export function Display({ value }: DisplayProps) {
  return <>{typeof value === 'string' ? value : JSON.stringify(value)}</>
}
