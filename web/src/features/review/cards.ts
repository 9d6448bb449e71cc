// Which cards stand under which filter.
import type { Diagnostic, Target } from '../../api/client'
import { spread } from '../../text/marks'

export type CardFilter = 'all' | 'open' | 'problem' | 'low'
export const CARD_FILTERS: CardFilter[] = ['all', 'open', 'problem', 'low']

/** The problems in the words of each target; notes are no problems. */
export function problemsOf(targets: readonly Target[], diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const places = targets
    .flatMap(target => target.citations.map(({ start, end }) => ({ target: target.id, start, end })))
    .sort((a, b) => a.start - b.start)
  const weighty = diagnostics
    .filter(problem => problem.severity !== 'note')
    .map(problem => ({ id: problem.code, start: problem.start, end: Math.max(problem.end, problem.start + 1), problem }))
  const found = new Map<string, Diagnostic[]>()
  spread(places, weighty).forEach((marks, n) => {
    const place = places[n]!
    const inside = marks.filter(mark => mark.start < place.end).map(mark => mark.problem)
    if (inside.length === 0) return
    found.set(place.target, [...new Set([...(found.get(place.target) ?? []), ...inside])])
  })
  return found
}

export function fits(filter: CardFilter, target: Target, problems: Map<string, unknown>): boolean {
  if (filter === 'open') return target.state === 'proposed'
  if (filter === 'problem') return target.state !== 'dropped' && problems.has(target.id)
  if (filter === 'low') return target.state !== 'dropped' && target.confidence === 'low'
  return true
}
