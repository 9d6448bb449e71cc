// Short names for what the server tells of registers.
import type { Schemas } from '../../../api/client'

export type Definition = Schemas['Definition']
export type Field = Schemas['FieldDefinition']
export type Names = Schemas['Names']
export type RegisterEntry = Schemas['RegisterEntry']
export type RegisterCount = Schemas['RegisterCountView']
export type Register = Schemas['RegisterView']
export type RegisterList = Schemas['RegisterList']
export type Sector = Schemas['SectorView']
export type RecordView = Schemas['RecordView']
export type Detail = Schemas['RecordDetailView']
export type Lapse = Schemas['LapseView']
export type Transition = Schemas['TransitionDefinition']
export type Expiry = Schemas['ExpiryDefinition']
export type State = Schemas['StateDefinition']
export type FieldProblem = Schemas['FieldProblemView']
export type Entered = Schemas['EnteredInput']
export type Bulk = Schemas['BulkView']

/** Texts of fields by code, as the server gives and takes them. */
export type Values = Record<string, string[]>

/** Names of units and records by identity. */
export type NameMap = Record<string, string>

/** The register that a field refers to. */
export function targetOf(field: Field): string | null {
  if (field.kind === 'site') return 'site'
  return field.kind === 'link' ? (field.register ?? null) : null
}

/** Links by which a record belongs to another, and lies where that lies. */
const BELONGS = ['hazard', 'listing', 'paper', 'consultation']

/** What says where a new record lies when nobody does: its site, the record that it is about, or nothing. */
export function originOf(definition: Definition): 'site' | 'about' | null {
  const fields = definition.field.filter(field => !field.retired)
  if (fields.some(field => targetOf(field) === 'site')) return 'site'
  return fields.some(field => BELONGS.includes(field.code) && targetOf(field)) ? 'about' : null
}

/** The record that says where a new one lies when nobody does: its site, or else what it is about. */
export function originIn(definition: Definition, values: Values): { register: string; id: string } | undefined {
  const site = definition.field.find(field => !field.retired && targetOf(field) === 'site')
  const about = BELONGS.map(code => definition.field.find(field => !field.retired && field.code === code))
  for (const field of [site, ...about]) {
    const register = field && targetOf(field)
    const id = field && values[field.code]?.[0]
    if (register && id) return { register, id }
  }
  return undefined
}

/** How a record stands to the date in a field, if that lapses. */
export const lapseOf = (record: RecordView, field: string): Lapse | undefined => record.lapses.find(lapse => lapse.field === field)

export const isNumeric = (field: Field) => field.kind === 'number' || field.kind === 'money'

/** Among the values of a condition: the field holds nothing. */
export const EMPTY = '-'

/** Whether a field must be given beside what is entered. The server decides; this only marks it. */
export function isNeeded(field: Field, values: Values): boolean {
  if (field.required) return true
  const when = field.required_when
  if (!when) return false
  const texts = values[when.field] ?? []
  return texts.length === 0 ? when.values.includes(EMPTY) : texts.some(text => when.values.includes(text))
}

/** The fields of a form: what is computed is not entered. */
export function entryFields(definition: Definition): Field[] {
  return definition.field.filter(field => !field.retired && !field.computed)
}
