import type { Address } from '@/api/types'
import type { DisplayProps } from '../fieldClient'
import { addressLine } from './address'

export function Display({ value }: DisplayProps) {
  return <>{addressLine(value as Address)}</>
}
