// The rows of one list, fetched as they are looked at. The table knows from the count how long it will be and shows bones where
// rows are not here yet; who jumps far asks for the page there and for none on the way.
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { ask, client } from '../../../api/client'
import { gap, joined, wantedAt, type Run } from './runs'
import type { NameMap, RecordView } from './types'

type Query = Record<string, string>

const FIRST = 100
const PAGE = 200
/** The most that the server gives at once. */
const LARGEST = 500
const AHEAD = 120

export const loadPage = (code: string, query: Query, begin: Query, limit: number) =>
  ask(client.GET('/api/registers/{code}/records', { params: { path: { code }, query: { ...query, ...begin, limit } as never } }))

type Page = Awaited<ReturnType<typeof loadPage>>

export class Rows {
  /** By row; holes where rows are not here. */
  items: (RecordView | undefined)[] = []
  names: NameMap = {}
  asOf = ''
  error: unknown = null
  isLoaded = false
  scrollTop = 0
  /** Where somebody jumps to; who draws the list scrolls there and takes it away. */
  goal: number | undefined
  /** The row that was jumped to. */
  sought: number | undefined
  private runs: Run[] = []
  /** How many rows there are, once the last was seen. */
  private end: number | undefined
  private count: number | undefined
  private view = { from: 0, to: 0 }
  private round = 0
  private isBusy = false
  private isStale = false
  private changes = 0
  private listeners = new Set<() => void>()

  constructor(
    private readonly code: string,
    private readonly query: Query,
  ) {}

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  snapshot = () => this.changes

  private told() {
    this.changes += 1
    for (const listener of this.listeners) listener()
  }

  /** The records that are here, in order. */
  here(): RecordView[] {
    return this.runs.flatMap(({ from, to }) => this.items.slice(from, to)).filter(record => record !== undefined)
  }

  get isEmpty() {
    return this.runs.length === 0
  }

  /** How long the list is, as far as one knows: what was counted, until the last row was seen. */
  length(count: number | undefined): number {
    return this.end ?? Math.max(this.items.length, count ?? this.items.length + 1)
  }

  /** Somebody looks at these rows of so many. */
  want(from: number, to: number, count?: number) {
    this.view = { from, to }
    this.count = count
    void this.fill()
  }

  retry() {
    this.error = null
    void this.fill()
  }

  /** Jumps to a row, from 0. */
  goTo(row: number) {
    this.goal = row
    this.sought = row
    this.told()
  }

  /** Jumps to the first record that has a value in the order, or a later one. */
  async seek(value: string) {
    const round = this.round
    const page = await loadPage(this.code, this.query, { from: value }, PAGE)
    const row = page.row ?? 0
    if (round === this.round && page.items.length > 0) this.take(page, row)
    const length = this.length(this.count)
    this.goTo(Math.max(0, Math.min(row, length - 1)))
  }

  private take(page: Page, from: number) {
    const to = from + page.items.length
    page.items.forEach((record, n) => (this.items[from + n] = record))
    Object.assign(this.names, page.names)
    this.asOf = page.as_of
    this.isLoaded = true
    if (!page.next) {
      this.end = to
      this.items.length = to
      this.runs = this.runs.filter(run => run.from < to).map(run => ({ ...run, to: Math.min(run.to, to) }))
    }
    if (to > from) this.runs = joined(this.runs, { from, to, before: from > 0 ? (page.before ?? undefined) : undefined, next: page.next ?? undefined })
  }

  private forget() {
    this.items = []
    this.runs = []
    this.end = undefined
  }

  private missing(): number | undefined {
    const to = Math.min(this.view.to + AHEAD, this.end ?? Infinity, Math.max(this.count ?? Infinity, this.items.length))
    return this.isLoaded ? gap(this.runs, Math.max(0, Math.min(this.view.from, to - 1)), to) : 0
  }

  private async fill() {
    if (this.isBusy || this.error) return
    this.isBusy = true
    const round = this.round
    for (let row = this.missing(); row !== undefined; row = this.missing()) {
      const wanted = wantedAt(this.runs, row, this.end ?? this.count, PAGE)
      try {
        const page = await loadPage(this.code, this.query, wanted.query, this.isLoaded ? PAGE : FIRST)
        if (round !== this.round) break
        // fewer rows than were counted: the count is asked for again after every change
        if (page.items.length === 0 && row > 0) break
        const from = 'from' in wanted ? wanted.from : ('to' in wanted ? wanted.to : wanted.end) - page.items.length
        // other rows than were counted lie before: what is here stands in the wrong place
        if (from < 0 || (from === 0) !== !page.before) {
          const isKnown = from >= 0 && 'from' in wanted
          this.forget()
          if (!isKnown) continue
        }
        this.take(page, from)
        this.told()
      } catch (error) {
        if (round !== this.round) break
        this.error = error
        this.told()
        break
      }
    }
    this.isBusy = false
    if (round !== this.round) void this.fill()
  }

  /** Asks again for the rows that are looked at; what is shown stays until the new ones are here. */
  async renew() {
    if (this.listeners.size === 0) {
      this.isStale = true
      return
    }
    this.isStale = false
    this.round += 1
    const round = this.round
    const from = Math.max(0, Math.min(this.view.from, this.view.to - LARGEST + AHEAD))
    const limit = Math.min(LARGEST, Math.max(FIRST, this.view.to + AHEAD - from))
    try {
      const page = await loadPage(this.code, this.query, from > 0 ? { row: String(from) } : {}, limit)
      if (round !== this.round) return
      // a page of the old rows that is still on the way must not join the new ones
      this.round += 1
      this.forget()
      this.error = null
      this.take(page, from)
    } catch (error) {
      if (round !== this.round) return
      this.error = error
    }
    this.told()
  }

  renewIfStale() {
    if (this.isStale) void this.renew()
  }
}

const kept = new Map<string, Rows>()
const MOST_KEPT = 6

function rowsOf(code: string, query: Query): Rows {
  const key = `${code}?${new URLSearchParams(query)}`
  const rows = kept.get(key) ?? new Rows(code, query)
  // the latest stands last, the oldest goes
  kept.delete(key)
  kept.set(key, rows)
  for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old)
  return rows
}

/** After a write: the list in view is asked for again at once, the others when they are opened. */
export function renewLists() {
  for (const rows of kept.values()) void rows.renew()
}

/** The rows of a list; coming back to it finds them, and the place, as they were. */
export function useRows(code: string, query: Query): Rows {
  const key = new URLSearchParams(query).toString()
  // the key says all of the query
  const rows = useMemo(() => rowsOf(code, query), [code, key])
  useSyncExternalStore(rows.subscribe, rows.snapshot)
  useEffect(() => {
    if (!rows.isLoaded) rows.want(0, 0)
    rows.renewIfStale()
  }, [rows])
  return rows
}
