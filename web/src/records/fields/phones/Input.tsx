import { ContactsInput } from '../contacts/ContactsInput'
import type { InputProps } from '../fieldClient'

export default function Input(props: InputProps) {
  return <ContactsInput {...props} labels={['work', 'mobile', 'private', 'main', 'fax', 'other']} inputMode="tel" />
}
