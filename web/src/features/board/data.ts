// The board as the server gives it.
import { queryOptions } from '@tanstack/react-query'
import { ask, client } from '../../api/client'
import type { BoardSearch } from './search'

/** What of an address narrows the targets; the rest is how they are shown. */
export function filtersOf({ view: _v, sort: _s, cells: _c, sector: _x, ...filters }: BoardSearch) {
  return filters
}

export const boardOf = (search: BoardSearch) => {
  const { year, ...rest } = filtersOf(search)
  return queryOptions({
    queryKey: ['board', year, rest],
    queryFn: () => ask(client.GET('/api/board', { params: { query: { ...rest, year: year ? Number(year) : undefined } } })),
  })
}

/** Where the board comes as a workbook. */
export function sheetAddress(search: BoardSearch): string {
  const asked = { ...filtersOf(search), sector: search.sector }
  const known = Object.entries(asked).filter((entry): entry is [string, string] => !!entry[1])
  return `/api/board/sheet.xlsx?${new URLSearchParams(known)}`
}
