// The order of a board's units: as the paper names them, by name, or by their figures for one target.
import type { Unit } from '../../api/client'
import type { Cell } from '../figures/data'

/** The worst first, as the server ranks lights; what is not answered for comes last. */
const RANKS = ['red', 'yellow', 'green', 'grey', 'none']

export function ordered(units: readonly Unit[], sort: string | undefined, cell: (unit: string) => Cell | undefined, language: string): Unit[] {
  if (!sort) return [...units]
  const sign = sort.startsWith('-') ? -1 : 1
  if (sort.replace('-', '') === 'name') return units.toSorted((a, b) => sign * a.name.localeCompare(b.name, language === 'zh' ? 'zh-CN' : language))
  const key = (unit: Unit): [number, number] => {
    const found = cell(unit.id)
    return found ? [RANKS.indexOf(found.light), found.value ?? 0] : [RANKS.length, 0]
  }
  return units.toSorted((a, b) => {
    const [one, other] = [key(a), key(b)]
    // whoever does not answer stays below, whichever way the order goes
    if ((one[0] === RANKS.length) !== (other[0] === RANKS.length)) return one[0] - other[0]
    return sign * (one[0] - other[0] || one[1] - other[1])
  })
}

/** Up, then down, then as the paper names them. */
export function turned(sort: string | undefined, by: string): string | undefined {
  if (sort === by) return `-${by}`
  return sort === `-${by}` ? undefined : by
}

export function direction(sort: string | undefined, by: string): 'ascending' | 'descending' | 'none' {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : 'none'
}
