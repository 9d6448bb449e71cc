import { expect, it } from 'vitest'
import { gap, joined, wantedAt } from './runs'

const first = { from: 0, to: 100, next: 'n100' }
const far = { from: 5000, to: 5200, before: 'b5000', next: 'n5200' }
const runs = [first, far]

it('finds what is not here', () => {
  expect(gap(runs, 0, 100)).toBeUndefined()
  expect(gap(runs, 50, 160)).toBe(100)
  expect(gap(runs, 5100, 5300)).toBe(5200)
  expect(gap(runs, 2000, 2050)).toBe(2000)
  expect(gap([], 0, 1)).toBe(0)
})

it('asks behind and before what is here, by number only for what lies far from it', () => {
  expect(wantedAt(runs, 100, 9000, 200)).toEqual({ from: 100, query: { after: 'n100' } })
  expect(wantedAt(runs, 4900, 9000, 200)).toEqual({ to: 5000, query: { before: 'b5000' } })
  expect(wantedAt(runs, 2000, 9000, 200)).toEqual({ from: 2000, query: { row: '2000' } })
  expect(wantedAt(runs, 8800, 9000, 200)).toEqual({ end: 9000, query: { row: 'end' } })
  expect(wantedAt(runs, 8799, 9000, 200)).toEqual({ from: 8799, query: { row: '8799' } })
  expect(wantedAt([], 0, undefined, 200)).toEqual({ from: 0, query: {} })
})

it('makes one run of those that meet', () => {
  expect(joined(runs, { from: 100, to: 300, before: 'b100', next: 'n300' })).toEqual([{ from: 0, to: 300, before: undefined, next: 'n300' }, far])
  expect(joined(runs, { from: 4800, to: 5000, before: 'b4800', next: 'n5000' })).toEqual([first, { from: 4800, to: 5200, before: 'b4800', next: 'n5200' }])
  expect(joined(runs, { from: 90, to: 5000, before: 'x', next: 'y' })).toEqual([{ from: 0, to: 5200, before: undefined, next: 'n5200' }])
  expect(joined(runs, { from: 200, to: 300 })).toHaveLength(3)
})
