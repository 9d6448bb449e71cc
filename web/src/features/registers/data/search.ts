// A list's filters, order, columns and open record live in the address, so that a link shows what its sender saw.

export interface ListSearch {
  unit?: string
  state?: string
  sector?: string
  q?: string
  sort?: string
  /** Columns, see columns.ts. */
  cols?: string
  /** The record in the drawer. */
  record?: string
  /** A form is open: for the record, or for a new one. */
  form?: 'edit' | 'new'
  /** Values that a new record begins with: FIELD:VALUE. */
  with?: string
  [filter: `f.${string}`]: string | undefined
}

const NAMED = ['unit', 'state', 'sector', 'q', 'sort', 'cols', 'record', 'with'] as const
const ASKED = ['unit', 'state', 'sector', 'q', 'sort'] as const

/** What of an address belongs to a list; anything else in it is let go. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const found: ListSearch = {}
  const text = (value: unknown) => (value === undefined || value === null || typeof value === 'object' ? '' : String(value))
  for (const name of NAMED) if (text(search[name])) found[name] = text(search[name])
  for (const name of filterNames(search)) if (text(search[name])) found[name] = text(search[name])
  if (search.form === 'edit' || search.form === 'new') found.form = search.form
  return found
}

export function filterNames(search: object): `f.${string}`[] {
  return Object.keys(search).filter((name): name is `f.${string}` => name.startsWith('f.') && name.length > 2)
}

/** What the server is asked. */
export function asked(search: ListSearch): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of [...ASKED, ...filterNames(search).sort()]) {
    const value = search[name]
    if (value) found[name] = value
  }
  return found
}

/** The same list, whatever stands open over it. */
export function closed({ record: _r, form: _f, with: _w, ...list }: ListSearch): ListSearch {
  return list
}

export function isNarrowed(search: ListSearch): boolean {
  const { sort: _, ...filters } = asked(search)
  return Object.keys(filters).length > 0
}

/** No filters; order and columns stay. */
export function widened({ sort, cols }: ListSearch): ListSearch {
  return { ...(sort && { sort }), ...(cols && { cols }) }
}

/** Asks for records that hold nothing. */
export const NOTHING = '-'

export const many = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : [])

/** `from..to`, open at an end that is empty; nothing when both are. */
export function range(from: string, to: string): string | undefined {
  return from || to ? `${from}..${to}` : undefined
}

export function ends(text: string | undefined): [from: string, to: string] {
  const [from = '', to = ''] = (text ?? '').includes('..') ? (text ?? '').split('..') : [text ?? '', text ?? '']
  return [from, to]
}

export interface Sort {
  field: string
  down: boolean
  strokes: boolean
}

export function sortOf(text: string | undefined): Sort | null {
  const [, minus, field, strokes] = /^(-?)([^~]+)(~strokes)?$/.exec(text ?? '') ?? []
  return field ? { field, down: minus === '-', strokes: !!strokes } : null
}

export function sortText({ field, down, strokes }: Sort): string {
  return `${down ? '-' : ''}${field}${strokes ? '~strokes' : ''}`
}

/** A click on a head: upwards, downwards, then the order of the last change again. */
export function nextSort(text: string | undefined, field: string): string | undefined {
  const now = sortOf(text)
  if (now?.field !== field) return sortText({ field, down: false, strokes: false })
  return now.down ? undefined : sortText({ ...now, down: true })
}

/** What a new record begins with, of FIELD:VALUE, several parted by a tilde. */
export function prefilled(text: string | undefined): Record<string, string[]> {
  const pairs = (text ?? '').split('~').map(pair => [pair, pair.indexOf(':')] as const)
  return Object.fromEntries(pairs.filter(([, at]) => at > 0).map(([pair, at]) => [pair.slice(0, at), [pair.slice(at + 1)]]))
}
