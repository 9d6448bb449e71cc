// The board's filters live in the address, so that a link shows what its sender saw.

export interface BoardSearch {
  unit?: string
  notice?: string
  part?: string
  kind?: string
  year?: string
  due_by?: string
  /** Only units of this kind. */
  level?: string
  /** Figures of this sector alone. */
  sector?: string
  /** As of this day: its figures, and the names that units had. */
  as_of?: string
  /** `name`, or a target by whose figures units are put in order; `-` before it turns the order round. */
  sort?: string
  /** Signs alone, without figures. */
  cells?: 'signs'
  view?: 'list'
}

const NAMES = ['unit', 'notice', 'part', 'kind', 'year', 'due_by', 'level', 'sector', 'as_of', 'sort'] as const

/** What of an address is a filter; anything else in it is let go. */
export function boardSearch(search: Record<string, unknown>): BoardSearch {
  const found: BoardSearch = {}
  for (const name of NAMES) {
    const value = search[name]
    if ((typeof value === 'string' && value) || typeof value === 'number') found[name] = String(value)
  }
  if (search.cells === 'signs') found.cells = 'signs'
  if (search.view === 'list') found.view = 'list'
  return found
}

export function isNarrowed({ view: _, sort: _s, cells: _c, as_of: _d, ...filters }: BoardSearch): boolean {
  return Object.values(filters).some(Boolean)
}
