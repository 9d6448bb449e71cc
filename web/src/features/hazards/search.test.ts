import { expect, test } from 'vitest'
import type { HazardList, HazardLists } from './data'
import { hazardSearch, isNarrow, recordList } from './search'

const duties: HazardList = { code: 'duties', register: 'hazard', columns: ['summary', 'due'], states: ['open', 'rectifying', 'submitted'], day: 'found_on', sort: 'due', count: 3, is_more: false }
const lists: HazardLists = {
  as_of: '2026-04-01',
  items: [duties],
  overdue: { states: ['open', 'rectifying'], days: '..2026-03-31', count: 1, is_more: false },
  soon: { states: ['open', 'rectifying'], days: '2026-04-01..2026-04-08', count: 0, is_more: false },
}

test('an address keeps what a list knows, and nothing else', () => {
  expect(hazardSearch({ list: 'duties', when: 'overdue', unit: 'u', 'f.level': 'major', form: 'new', cols: 'x', nonsense: 1 })).toEqual({ list: 'duties', when: 'overdue', unit: 'u', 'f.level': 'major' })
  expect(hazardSearch({ list: 'five', when: 'never' })).toEqual({})
})

test('a list is of its states, in its order, with its columns', () => {
  expect(recordList({ list: 'duties' }, duties, lists)).toEqual({ state: 'open,rectifying,submitted', sort: 'due', cols: 'summary,due' })
})

test('what is overdue is asked for by the days of now, and never beyond the list', () => {
  expect(recordList({ when: 'overdue', state: 'rectifying,closed' }, duties, lists)).toMatchObject({ state: 'rectifying', 'f.due': '..2026-03-31' })
})

test('an order narrows nothing', () => {
  expect(isNarrow({ list: 'duties', sort: 'due' })).toBe(false)
  expect(isNarrow({ when: 'soon' })).toBe(true)
})
