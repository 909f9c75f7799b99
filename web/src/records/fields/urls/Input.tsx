import { ContactsInput } from '../contacts/ContactsInput'
import type { InputProps } from '../fieldClient'

export default function Input(props: InputProps) {
  return <ContactsInput {...props} labels={['work', 'private', 'main', 'other']} inputMode="url" />
}
