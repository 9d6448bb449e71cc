// Which cards stand under which filter.
import type { Diagnostic, Target } from '../../api/client'
import { gather } from '../../text/gather'
import { spread } from '../../text/marks'

export type CardFilter = 'all' | 'open' | 'problem' | 'low'
export const CARD_FILTERS: CardFilter[] = ['all', 'open', 'problem', 'low']

/** The problems in the words of each target that waits for a decision; notes are no problems. */
export function problemsOf(targets: readonly Target[], diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const places = targets
    .filter(target => target.state === 'proposed')
    .flatMap(target => target.citations.map(({ start, end }) => ({ target: target.id, start, end })))
    .sort((a, b) => a.start - b.start)
  const weighty = diagnostics
    .filter(problem => problem.severity !== 'note')
    .map(problem => ({ id: problem.code, start: problem.start, end: Math.max(problem.end, problem.start + 1), problem }))
  const touching = spread(places, weighty).flatMap((marks, n) => {
    const { target, end } = places[n]!
    return marks.filter(mark => mark.start < end).map(mark => ({ target, problem: mark.problem }))
  })
  const unique = (pairs: typeof touching) => [...new Set(pairs.map(pair => pair.problem))]
  return new Map([...gather(touching, pair => pair.target)].map(([target, pairs]) => [target, unique(pairs)]))
}

export function fits(filter: CardFilter, target: Target, problems: Map<string, unknown>): boolean {
  if (filter === 'open') return target.state === 'proposed'
  if (filter === 'problem') return problems.has(target.id)
  if (filter === 'low') return target.state === 'proposed' && target.confidence === 'low'
  return true
}
