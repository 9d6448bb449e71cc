// A text with marked places, cut into runs. Offsets count characters as the server does, not UTF-16 units.

export interface Place {
  start: number
  end: number
}

export interface Mark extends Place {
  id: string
}

export interface Run<M extends Mark = Mark> extends Place {
  text: string
  /** Marks that cover this run, in the order given. */
  marks: M[]
}

/** The text from `from` to `to` as runs; neighbouring runs differ in their marks. */
export function runs<M extends Mark>(
  characters: readonly string[],
  marks: readonly M[],
  from = 0,
  to = characters.length,
): Run<M>[] {
  const inside = marks.filter(mark => mark.start < to && mark.end > from && mark.start < mark.end)
  const cuts = new Set([from, to])
  for (const mark of inside) {
    cuts.add(Math.max(from, mark.start))
    cuts.add(Math.min(to, mark.end))
  }
  const places = [...cuts].sort((a, b) => a - b)
  const found: Run<M>[] = []
  for (let n = 0; n + 1 < places.length; n++) {
    const [start, end] = [places[n]!, places[n + 1]!]
    const covering = inside.filter(mark => mark.start <= start && mark.end >= end)
    found.push({ text: characters.slice(start, end).join(''), start, end, marks: covering })
  }
  return found
}

/** For each place its marks, in one pass: places are in order and apart from each other. */
export function spread<M extends Mark>(places: readonly Place[], marks: readonly M[]): M[][] {
  const sorted = [...marks].sort((a, b) => a.start - b.start)
  let next = 0
  let open: M[] = []
  return places.map(place => {
    while (next < sorted.length && sorted[next]!.start < place.end) open.push(sorted[next++]!)
    open = open.filter(mark => mark.end > place.start)
    return open.length ? [...open] : NONE
  })
}

const NONE: never[] = []
