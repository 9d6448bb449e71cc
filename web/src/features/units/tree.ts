import type { Unit } from '../../api/client'
import { gather } from '../../text/gather'

export interface UnitRow {
  unit: Unit
  depth: number
}

/** Units in the order of their tree; one whose parent is not shown stands at the top. */
export function tree(units: readonly Unit[]): UnitRow[] {
  const shown = new Set(units.map(unit => unit.id))
  const below = gather(units, unit => (unit.parent && shown.has(unit.parent) ? unit.parent : ''))
  const found: UnitRow[] = []
  const walk = (parent: string, depth: number) => {
    for (const unit of below.get(parent) ?? []) {
      found.push({ unit, depth })
      walk(unit.id, depth + 1)
    }
  }
  walk('', 0)
  return found
}
