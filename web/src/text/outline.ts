// The upper two levels of a notice with what stands under each.
import type { Place } from './marks'

interface Clause extends Place {
  path: string
  level: number
  title?: string | null
}

export interface OutlineRow {
  start: number
  level: number
  label: string
  words: string
  /** Targets stated in it. */
  targets: number
}

interface Cited {
  citations: readonly { start: number }[]
}

/** Rows in reading order; a clause without a heading goes by its first words. */
export function outline(characters: readonly string[], clauses: readonly Clause[], targets: readonly Cited[]): OutlineRow[] {
  const shown = clauses.filter(clause => clause.level <= 2)
  const counts = new Map<Clause, number>()
  for (const target of targets) {
    const inside = new Set<Clause>()
    for (const { start } of target.citations) {
      const at = lastAtOrBefore(shown, start)
      for (let n = at; n >= 0; n--) {
        const clause = shown[n]!
        if (clause.end > start) inside.add(clause)
        if (clause.level === 1) break
      }
    }
    for (const clause of inside) counts.set(clause, (counts.get(clause) ?? 0) + 1)
  }
  return shown.map(clause => ({
    start: clause.start,
    level: clause.level,
    label: clause.path.split('/').at(-1) ?? '',
    words: clause.title ?? firstWords(characters, clause),
    targets: counts.get(clause) ?? 0,
  }))
}

function lastAtOrBefore(places: readonly Place[], start: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]!.start <= start) low = middle + 1
    else high = middle
  }
  return low - 1
}

function firstWords(characters: readonly string[], { start, end }: Place): string {
  const words = characters.slice(start, Math.min(end, start + 30)).join('')
  return words.replace(/^[（(]?[\d０-９一二三四五六七八九十百]+[）)]?[．.、]?\s*/, '').split('\n')[0]!
}
