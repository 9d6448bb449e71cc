import { useQueries } from '@tanstack/react-query'
import { useKnown } from '../data/context'
import { recordDetail } from '../data/queries'
import { targetOf, type NameMap, type RecordView } from '../data/types'

const MOST = 30

/** Names of the units and records that these records refer to, where the answer brought none. */
export function useReferenceNames(records: readonly Pick<RecordView, 'values'>[], known: NameMap = {}): NameMap {
  const { definition, units } = useKnown()
  const asked = new Map<string, string>()
  for (const field of definition.field) {
    const target = targetOf(field)
    for (const record of target ? records : []) {
      const id = record.values[field.code]?.[0]
      if (target && id && !known[id] && asked.size < MOST) asked.set(id, target)
    }
  }
  const details = useQueries({ queries: [...asked].map(([id, target]) => ({ ...recordDetail(target, id), staleTime: 60_000 })) })
  return {
    ...Object.fromEntries(units.map(unit => [unit.id, unit.name])),
    ...known,
    ...Object.fromEntries(details.flatMap(({ data }) => (data ? [[data.record.id, data.record.title]] : []))),
  }
}
