// A kept list is the address of a list: its filters, order and columns, without what stands open over it.
import { addressOf, parseAddress } from '../../../app/address'
import { columnsOf, columnsText, firstColumns } from '../data/columns'
import { closed, listSearch, type ListSearch } from '../data/search'
import type { Definition } from '../data/types'

/**
 * What follows `?` in the address of this list. The columns always stand in it: without them everybody would see those
 * that they left last. Equal lists give equal texts.
 */
export function queryOf(definition: Definition, search: ListSearch): string {
  const cols = columnsText(columnsOf(definition, search.cols) ?? firstColumns(definition))
  const named = Object.entries({ ...closed(search), cols }).sort(([a], [b]) => (a < b ? -1 : 1))
  return addressOf(Object.fromEntries(named)).slice(1)
}

/** The list that a kept address names. */
export const searchOf = (query: string): ListSearch => listSearch(parseAddress(query))

/** Whether a kept list is the one in view. */
export const isSame = (definition: Definition, query: string, search: ListSearch) => queryOf(definition, searchOf(query)) === queryOf(definition, search)
