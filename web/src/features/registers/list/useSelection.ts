import { useCallback, useMemo, useRef, useState } from 'react'
import type { Rows } from '../data/rows'
import type { RecordView } from '../data/types'

/** Chosen rows; with shift, all between the last click and this one. */
export function useSelection(rows: Rows) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, RecordView>>(new Map())
  const last = useRef<number | null>(null)

  const toggle = useCallback(
    (index: number, isSpan: boolean) => {
      const from = isSpan && last.current !== null ? Math.min(last.current, index) : index
      const to = isSpan && last.current !== null ? Math.max(last.current, index) : index
      last.current = index
      setChosen(before => {
        const next = new Map(before)
        const target = rows.items[index]
        const isOn = !!target && !before.has(target.id)
        // where rows between are not here, none of them is chosen unseen
        const span = rows.items.slice(from, to + 1)
        const isWhole = span.length === to + 1 - from && !span.includes(undefined)
        for (const record of isWhole ? span : [target]) {
          if (!record) continue
          if (isOn) next.set(record.id, record)
          else next.delete(record.id)
        }
        return next
      })
    },
    [rows],
  )
  const toggleAll = useCallback(() => {
    setChosen(before => (before.size >= rows.here().length ? new Map() : new Map(rows.here().map(record => [record.id, record]))))
  }, [rows])
  const clear = useCallback(() => setChosen(new Map()), [])
  /** As they stand now: one may have been changed since it was chosen. */
  const records = useCallback(() => {
    const now = new Map(rows.here().map(record => [record.id, record]))
    return [...chosen.values()].map(record => now.get(record.id) ?? record)
  }, [rows, chosen])
  return useMemo(() => ({ chosen, records, toggle, toggleAll, clear }), [chosen, records, toggle, toggleAll, clear])
}
