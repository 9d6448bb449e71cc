// What a form holds: texts by field, with the unit and the sector beside them.
import type { Definition, Entered, RecordView, Values } from '../data/types'
import { entryFields } from '../data/types'

/** Codes in a form that are no fields. */
export const isOfRecord = (code: string) => code === 'unit' || code === 'sector'

export function valuesOf(record: RecordView): Values {
  return { ...record.values, unit: [record.unit_id], ...(record.sector && { sector: [record.sector] }) }
}

export function blank(definition: Definition, start: Values, unit: string | undefined): Values {
  const defaults = entryFields(definition).flatMap(field => (field.default ? [[field.code, [field.default]] as const] : []))
  return { ...(unit && { unit: [unit] }), ...Object.fromEntries(defaults), ...start }
}

/** What is sent: the unit and the sector only when given, a field that was cleared as an empty list. */
export function enteredOf(values: Values): Entered {
  const fields = Object.entries(values).filter(([code]) => !isOfRecord(code))
  const trimmed = fields.map(([code, texts]) => [code, texts.filter(text => text.trim())] as const)
  return { unit: values.unit?.[0] || undefined, sector: values.sector?.[0] || undefined, fields: Object.fromEntries(trimmed) }
}

/** The order of the form: the title, where it lies, then the rest as defined. */
export function order(definition: Definition): string[] {
  const fields = entryFields(definition).map(field => field.code)
  const sector = definition.sector ? [] : ['sector']
  return [definition.title, 'unit', ...sector, ...fields.filter(code => code !== definition.title)]
}
