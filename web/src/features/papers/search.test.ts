import { expect, test } from 'vitest'
import { papersSearch } from './data'

test('an address keeps which series is looked at and from where on, and nothing else', () => {
  expect(papersSearch({ kind: 'order', organ: 'u', year: '2026', below: 51, x: 1 })).toEqual({ kind: 'order', organ: 'u', year: 2026, below: 51 })
  expect(papersSearch({ kind: '', year: 'soon' })).toEqual({ kind: undefined, organ: undefined, year: undefined, below: undefined })
})
