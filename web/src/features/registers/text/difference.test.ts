import { expect, it } from 'vitest'
import { changed, difference, settled } from './difference'

const base = { number: ['1'], address: ['旧址'], keeper: ['甲'], fault: ['leak'] }
const mine = { number: ['1'], address: ['我的'], keeper: ['乙'], fault: [] }
const theirs = { number: ['2'], address: ['他的'], keeper: ['乙'], fault: ['leak'] }

it('parts what both changed from what one did alone', () => {
  expect(difference(base, mine, theirs)).toEqual({
    clashes: [{ code: 'address', base: ['旧址'], mine: ['我的'], theirs: ['他的'] }],
    mine: ['fault'],
    theirs: ['number'],
  })
})

it('writes my own changes and the clashes that I won', () => {
  const found = difference(base, mine, theirs)
  expect(settled(found, mine, new Set(['address']))).toEqual({ fault: [], address: ['我的'] })
  expect(settled(found, mine, new Set())).toEqual({ fault: [] })
})

it('sends only what changed, and an empty list for what was cleared', () => {
  expect(changed({ a: ['1'], b: ['2'] }, { a: ['1'], c: ['3'] })).toEqual({ b: [], c: ['3'] })
})
