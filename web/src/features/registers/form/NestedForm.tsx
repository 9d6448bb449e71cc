import { KnownRegister, useRegister } from '../data/context'
import { FormDrawer } from './FormDrawer'

interface Props {
  register: string
  /** What was typed in the search: the title of the new record. */
  typed: string
  onClose: () => void
  onSaved: (id: string) => void
}

/** A form over a form: the record that a link needs. */
export function NestedForm({ register, typed, onClose, onSaved }: Props) {
  const { known } = useRegister(register)
  if (!known) return null
  return (
    <KnownRegister known={known}>
      <FormDrawer start={typed ? { [known.definition.title]: [typed] } : {}} isNested onClose={onClose} onSaved={onSaved} />
    </KnownRegister>
  )
}
