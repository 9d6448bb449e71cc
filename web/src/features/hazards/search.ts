// The four lists of hazards in the address: which list, and how it is narrowed, as every list of records is.
import { asked, listSearch, many, type ListSearch } from '../registers/data/search'
import type { HazardList, HazardLists } from './data'

export const LISTS = ['problems', 'measures', 'duties', 'rectification'] as const
export type ListCode = (typeof LISTS)[number]

export interface HazardSearch extends ListSearch {
  list?: ListCode
  /** By deadline; which days that are is worked out when it is looked at, so that a link stays true. */
  when?: 'overdue' | 'soon'
}

export function hazardSearch(search: Record<string, unknown>): HazardSearch {
  const { form: _f, record: _r, with: _w, cols: _c, ...found } = listSearch(search)
  const list = LISTS.find(code => code === search.list)
  const when = search.when === 'overdue' || search.when === 'soon' ? search.when : undefined
  return { ...found, ...(list && { list }), ...(when && { when }) }
}

/** The list of records that one of the four is, with its columns, as the registers ask for it. */
export function recordList({ list: _, when, ...search }: HazardSearch, list: HazardList, lists: HazardLists): ListSearch {
  const called = when && list.register === 'hazard' ? lists[when] : undefined
  const states = called?.states ?? list.states
  // a state that was chosen by hand narrows further, and never beyond the list
  const chosen = many(search.state).filter(state => states.length === 0 || states.includes(state))
  const state = (chosen.length > 0 ? chosen : states).join(',')
  return {
    ...search,
    state: state || undefined,
    sort: search.sort ?? list.sort,
    cols: list.columns.join(','),
    ...(called && { 'f.due': called.days }),
  }
}

/** Whether anything but the order is asked for. */
export function isNarrow({ list: _l, ...search }: HazardSearch): boolean {
  const { sort: _s, ...filters } = asked(search)
  return Object.keys(filters).length > 0 || !!search.when
}

