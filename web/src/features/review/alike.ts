import type { Target } from '../../api/client'

/** The other targets that may be merged with one, those that share most of its words first. */
export function alike(target: Target, targets: readonly Target[]): Target[] {
  const pairs = ({ subject }: Target) => new Set(Array.from(subject).map((character, n, all) => character + (all[n + 1] ?? '')))
  const own = pairs(target)
  const score = (other: Target) => {
    const theirs = pairs(other)
    const shared = [...theirs].filter(pair => own.has(pair)).length
    const isSameDemand = other.kind === target.kind && other.value === target.value && other.unit === target.unit
    return shared / Math.max(1, own.size + theirs.size - shared) + (isSameDemand ? 0.2 : 0)
  }
  return targets
    .filter(other => other.id !== target.id && other.state !== 'dropped')
    .map(other => ({ other, score: score(other) }))
    .sort((a, b) => b.score - a.score)
    .map(({ other }) => other)
}
