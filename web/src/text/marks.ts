// A text with marked places, cut into runs. Offsets count characters as the server does, not UTF-16 units.

export interface Mark {
  id: string
  start: number
  end: number
}

export interface Run {
  text: string
  start: number
  /** Marks that cover this run, in the order given. */
  marks: string[]
}

/** The text from `from` to `to` as runs; neighbouring runs differ in their marks. */
export function runs(characters: readonly string[], marks: readonly Mark[], from = 0, to = characters.length): Run[] {
  const inside = marks.filter(mark => mark.start < to && mark.end > from && mark.start < mark.end)
  const cuts = new Set([from, to])
  for (const mark of inside) {
    cuts.add(Math.max(from, mark.start))
    cuts.add(Math.min(to, mark.end))
  }
  const places = [...cuts].sort((a, b) => a - b)
  const found: Run[] = []
  for (let n = 0; n + 1 < places.length; n++) {
    const [start, end] = [places[n]!, places[n + 1]!]
    const covering = inside.filter(mark => mark.start <= start && mark.end >= end).map(mark => mark.id)
    found.push({ text: characters.slice(start, end).join(''), start, marks: covering })
  }
  return found
}

export interface Line {
  start: number
  end: number
}

/** The lines that are not blank, without their ends and indents. */
export function lines(characters: readonly string[]): Line[] {
  const found: Line[] = []
  let start = 0
  for (let at = 0; at <= characters.length; at++) {
    if (at < characters.length && characters[at] !== '\n') continue
    let [from, to] = [start, at]
    while (from < to && /\s/.test(characters[from]!)) from++
    while (to > from && /\s/.test(characters[to - 1]!)) to--
    if (to > from) found.push({ start: from, end: to })
    start = at + 1
  }
  return found
}
