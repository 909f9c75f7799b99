import type { InputProps } from '../fieldClient'
import { TextControl } from '../TextControl'

export default function Input(props: InputProps) {
  return <TextControl {...props} inputMode="decimal" />
}
