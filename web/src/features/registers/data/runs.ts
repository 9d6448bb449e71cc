// Which rows of a long list are here. Pages that lie side by side make a run; between runs nothing was asked for.

export interface Run {
  /** First row, from 0. */
  from: number
  /** One past the last row. */
  to: number
  /** Where the page before ends; nothing when the run begins with the first record, or when the page that has it lies in another run. */
  before?: string
  /** Where the next page begins. */
  next?: string
}

/** What is asked for next. */
export type Wanted = { from: number; query: Record<string, string> } | { to: number; query: Record<string, string> } | { end: number; query: Record<string, string> }

/** When more rows than these are missing before a run, they are asked for by their number. */
const NEAR = 500

/** The first of these rows that is not here. */
export function gap(runs: readonly Run[], from: number, to: number): number | undefined {
  let at = from
  for (const run of runs) if (run.from <= at && at < run.to) at = run.to
  return at < to ? at : undefined
}

/** How the row at a gap is asked for: behind or before rows that are here where it can be, for that costs the same however far down it lies. */
export function wantedAt(runs: readonly Run[], row: number, length: number | undefined, page: number): Wanted {
  const behind = runs.find(run => run.to === row)
  if (behind?.next) return { from: row, query: { after: behind.next } }
  if (row === 0) return { from: 0, query: {} }
  const ahead = runs.find(run => run.from > row)
  if (ahead?.before && ahead.from - row <= NEAR) return { to: ahead.from, query: { before: ahead.before } }
  if (length !== undefined && length - row <= page) return { end: length, query: { row: 'end' } }
  return { from: row, query: { row: String(row) } }
}

/** The runs with one more; where it reaches into another, both become one. */
export function joined(runs: readonly Run[], added: Run): Run[] {
  let run = added
  const apart: Run[] = []
  for (const other of runs) {
    if (other.to < run.from || other.from > run.to) apart.push(other)
    else {
      const [first, last] = [other.from < run.from ? other : run, other.to > run.to ? other : run]
      run = { from: first.from, before: first.before, to: last.to, next: last.next }
    }
  }
  return [...apart, run].sort((a, b) => a.from - b.from)
}
