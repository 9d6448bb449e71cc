// The columns of a list: which, in which order, how wide, how many of the first stay while one looks to the right. Kept in the
// address as "number.120,task.90!,note.260": the mark stands at those that stay beside the title.
import type { Definition, Field } from './types'
import { isNumeric } from './types'

/** Columns that every register has beside its fields. */
export const OWN = ['unit', 'state', 'sector', 'changed'] as const
export type Own = (typeof OWN)[number]
export const isOwn = (code: string): code is Own => (OWN as readonly string[]).includes(code)

export interface Column {
  code: string
  width: number
  /** Absent for a column that every register has. */
  field?: Field
  /** Stays in view, as the title does. */
  isFrozen?: boolean
}

const NARROWEST = 60
const WIDEST = 600

const OWN_WIDTH: Record<Own, number> = { unit: 120, state: 100, sector: 110, changed: 140 }
const KIND_WIDTH: Record<string, number> = { 'long-text': 260, number: 100, money: 110, date: 132, time: 84, flag: 76, unit: 130, site: 210, link: 190, person: 92, files: 76, place: 160, choice: 120 }

export function widthOf(definition: Definition, code: string): number {
  if (isOwn(code)) return OWN_WIDTH[code]
  const field = definition.field.find(field => field.code === code)
  if (!field) return 120
  // the head must stand in one line: a character is 13 px wide
  const head = [...field.name.zh, ...(field.unit ?? '')].length * 13 + 34
  // beside a date of validity stands a word
  const lapses = definition.expiry?.some(expiry => expiry.field === code) ? 154 : 0
  const kind = KIND_WIDTH[field.kind] ?? Math.min(220, Math.max(110, (field.length ?? 60) * 4))
  return Math.min(260, Math.max(kind, field.kind === 'long-text' ? 0 : head, lapses, code === definition.title ? 180 : 0))
}

/** What can be shown. */
export function allColumns(definition: Definition): string[] {
  return [definition.title, ...definition.field.map(field => field.code).filter(code => code !== definition.title), ...OWN]
}

/** What is shown at first: the title, unit and state, what lapses, and what else the definition lists. */
export function firstColumns(definition: Definition): Column[] {
  const listed = definition.field.filter(field => field.code !== definition.title && !field.retired && field.kind !== 'files' && (field.list ?? field.kind !== 'long-text'))
  // a date that lapses is what the list is looked through for; at its place in the form it may stand beyond the edge
  const lapses = new Set(definition.expiry?.map(expiry => expiry.field))
  const [first, rest] = [listed.filter(field => lapses.has(field.code)), listed.filter(field => !lapses.has(field.code))]
  const codes = [definition.title, 'unit', 'state', ...[...first, ...rest].map(field => field.code)]
  return codes.map(code => column(definition, code))
}

function column(definition: Definition, code: string, width = widthOf(definition, code)): Column {
  return { code, width: Math.min(WIDEST, Math.max(NARROWEST, Math.round(width))), field: isOwn(code) ? undefined : definition.field.find(field => field.code === code) }
}

export function columnsText(columns: readonly Column[]): string {
  return columns.map(({ code, width, isFrozen }) => `${code}.${width}${isFrozen ? '!' : ''}`).join(',')
}

/** Columns of an address; unknown ones are let go, the title always leads. Nothing when no column is left. */
export function columnsOf(definition: Definition, text: string | undefined): Column[] | null {
  const known = new Set(allColumns(definition))
  const found = new Map<string, Column>()
  for (const part of (text ?? '').split(',')) {
    const [code = '', size] = part.split('.')
    const width = size?.replace('!', '')
    if (known.has(code)) found.set(code, column(definition, code, width ? Number(width) || undefined : undefined))
  }
  if (found.size === 0) return null
  const title = found.get(definition.title) ?? column(definition, definition.title)
  const columns = [title, ...[...found.values()].filter(column => column.code !== definition.title)]
  return frozen(columns, (text ?? '').split('!').length - 1)
}

/** The title and so many columns behind it stay in view. */
export function frozen(columns: readonly Column[], count: number): Column[] {
  return columns.map(({ isFrozen: _, ...column }, n) => (n > 0 && n <= count ? { ...column, isFrozen: true } : column))
}

/** How many columns beside the title stay in view. */
export const frozenCount = (columns: readonly Column[]) => columns.filter(column => column.isFrozen).length

/** How far from the left edge each column that stays is held; nothing for the others. */
export function lefts(columns: readonly Column[], start: number): (number | undefined)[] {
  let left = start
  return columns.map((column, n) => {
    const own = n === 0 || column.isFrozen ? left : undefined
    left += column.width
    return own
  })
}

export function resized(columns: readonly Column[], code: string, width: number): Column[] {
  return columns.map(column => (column.code === code ? { ...column, width: Math.min(WIDEST, Math.max(NARROWEST, Math.round(width))) } : column))
}

/** Puts a column before another, or at the end; the title stays first. */
export function moved(columns: readonly Column[], code: string, before: string | null): Column[] {
  const taken = columns.find(column => column.code === code)
  if (!taken || columns[0]?.code === code || code === before) return [...columns]
  const rest = columns.filter(column => column.code !== code)
  const at = before === null ? rest.length : Math.max(1, rest.findIndex(column => column.code === before))
  return frozen([...rest.slice(0, at), taken, ...rest.slice(at)], frozenCount(columns))
}

/** Shows a column at the end, or hides it. */
export function toggled(definition: Definition, columns: readonly Column[], code: string): Column[] {
  if (code === definition.title) return [...columns]
  const isShown = columns.some(column => column.code === code)
  const count = frozenCount(columns) - (columns.find(column => column.code === code)?.isFrozen ? 1 : 0)
  return frozen(isShown ? columns.filter(column => column.code !== code) : [...columns, column(definition, code)], count)
}

export const isRight = (column: Column) => !!column.field && isNumeric(column.field)
