// Two people changed one record: what each of them did to it since it was read.
import type { Values } from '../data/types'

export interface Clash {
  code: string
  base: string[]
  mine: string[]
  theirs: string[]
}

export interface Difference {
  /** Changed by both, and not to the same. */
  clashes: Clash[]
  /** Changed by the other alone. */
  theirs: string[]
  /** Changed by me alone. */
  mine: string[]
}

const none: string[] = []

export const isSame = (a: readonly string[] = none, b: readonly string[] = none) => a.length === b.length && a.every((text, n) => text === b[n])

/** The fields in which `after` is another than `before`. */
export function changed(before: Values, after: Values): Values {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(codes.filter(code => !isSame(before[code], after[code])).map(code => [code, after[code] ?? []]))
}

export function difference(base: Values, mine: Values, theirs: Values): Difference {
  const found: Difference = { clashes: [], theirs: [], mine: [] }
  const my = changed(base, mine)
  const their = changed(base, theirs)
  for (const code of new Set([...Object.keys(my), ...Object.keys(their)])) {
    if (code in my && code in their) {
      if (!isSame(my[code], their[code])) found.clashes.push({ code, base: base[code] ?? [], mine: my[code] ?? [], theirs: their[code] ?? [] })
    } else if (code in my) found.mine.push(code)
    else found.theirs.push(code)
  }
  return found
}

/** What is written over theirs: my own changes, and of the clashes those in which mine was chosen. */
export function settled(found: Difference, mine: Values, chosen: ReadonlySet<string>): Values {
  const codes = [...found.mine, ...found.clashes.map(clash => clash.code).filter(code => chosen.has(code))]
  return Object.fromEntries(codes.map(code => [code, mine[code] ?? []]))
}
