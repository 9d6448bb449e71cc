// The rows of one list, fetched page by page as they are looked at. The server gives a cursor, so pages come in order; the
// table knows from the count how long it will be, and shows bones where the pages are not here yet.
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { ask, client } from '../../../api/client'
import type { NameMap, RecordView } from './types'

type Query = Record<string, string>

const FIRST = 100
const PAGE = 200
/** When somebody jumps far down, in the pages that the server gives at most. */
const LARGEST = 500
const AHEAD = 120

export const loadPage = (code: string, query: Query, after: string | undefined, limit: number) =>
  ask(client.GET('/api/registers/{code}/records', { params: { path: { code }, query: { ...query, after, limit } as never } }))

export class Rows {
  items: RecordView[] = []
  names: NameMap = {}
  asOf = ''
  error: unknown = null
  isLoaded = false
  hasMore = true
  scrollTop = 0
  private next: string | undefined
  private wanted = 0
  private round = 0
  private isBusy = false
  private isStale = false
  private changes = 0
  private toldAt = 0
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
    this.toldAt = Date.now()
    for (const listener of this.listeners) listener()
  }

  /** Somebody looks at this row. */
  want(index: number) {
    this.wanted = Math.max(index, this.wanted)
    void this.fill()
  }

  retry() {
    this.error = null
    void this.fill()
  }

  private async fill() {
    if (this.isBusy || this.error) return
    this.isBusy = true
    const round = this.round
    while (this.hasMore && (!this.isLoaded || this.items.length < this.wanted + AHEAD)) {
      const missing = this.wanted + AHEAD - this.items.length
      const limit = this.isLoaded ? (missing > 2 * LARGEST ? LARGEST : PAGE) : FIRST
      try {
        const page = await loadPage(this.code, this.query, this.next, limit)
        if (round !== this.round) break
        this.items.push(...page.items)
        Object.assign(this.names, page.names)
        this.asOf = page.as_of
        this.next = page.next ?? undefined
        this.hasMore = !!page.next
        // on a long way down, the pages that nobody sees are told of seldom
        const isSeen = !this.isLoaded || !this.hasMore || this.items.length >= this.wanted || Date.now() - this.toldAt > 500
        this.isLoaded = true
        if (isSeen) this.told()
      } catch (error) {
        if (round !== this.round) break
        this.error = error
        this.told()
      }
      if (this.error) break
    }
    this.isBusy = false
    if (round !== this.round) void this.fill()
  }

  /** Asks for all again, up to the rows that are looked at; what is shown stays until the new rows are here. */
  async renew() {
    if (this.listeners.size === 0) {
      this.isStale = true
      return
    }
    this.isStale = false
    this.round += 1
    const round = this.round
    const items: RecordView[] = []
    const names: NameMap = {}
    let after: string | undefined
    const upTo = Math.max(FIRST, Math.min(this.items.length, this.shown + AHEAD))
    try {
      do {
        const page = await loadPage(this.code, this.query, after, Math.min(LARGEST, Math.max(FIRST, upTo - items.length)))
        if (round !== this.round) return
        items.push(...page.items)
        Object.assign(names, page.names)
        this.asOf = page.as_of
        after = page.next ?? undefined
      } while (after && items.length < upTo)
      // a page of the old rows that is still on the way must not join the new ones
      this.round += 1
      Object.assign(this, { items, names, next: after, hasMore: !!after, isLoaded: true, error: null })
    } catch (error) {
      this.error = error
    }
    this.wanted = this.shown
    this.told()
  }

  /** The last row in view, from which a renewal knows how far to go. */
  shown = 0

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
    rows.want(0)
    rows.renewIfStale()
  }, [rows])
  return rows
}
