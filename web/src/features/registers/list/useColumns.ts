import { useEffect } from 'react'
import { columnsOf, columnsText, firstColumns, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import { keepColumns, keptColumns } from '../data/memory'
import type { ListSearch } from '../data/search'
import type { Narrow } from './FilterBar'

/** Columns of the address; without any, those that this user left, which then stand in the address too. */
export function useColumns(search: ListSearch, onNarrow: Narrow) {
  const { definition } = useKnown()
  const kept = keptColumns(definition.code)
  const first = firstColumns(definition)
  const columns = columnsOf(definition, search.cols) ?? columnsOf(definition, kept) ?? first
  useEffect(() => {
    if (!search.cols && kept) onNarrow({ cols: kept }, { replace: true })
  })
  const isFirst = columnsText(columns) === columnsText(first)
  function change(next: readonly Column[]) {
    const text = columnsText(next)
    const told = text === columnsText(first) ? undefined : text
    keepColumns(definition.code, told)
    onNarrow({ cols: told }, { replace: true })
  }
  return { columns, change, isFirst, reset: () => change(first) }
}
