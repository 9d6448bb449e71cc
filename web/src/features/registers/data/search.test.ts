import { describe, expect, it } from 'vitest'
import { asked, closed, ends, isNarrowed, listSearch, many, nextSort, prefilled, range, sortOf, sortText, widened } from './search'

const address = { unit: 'u', 'f.task': 'new,rebuild', 'f.accepted_on': '2026-01-01..', q: 119, sort: '-number', cols: 'number.90', record: 'r', other: 'x', 'f.empty': '' }

describe('the address of a list', () => {
  it('keeps what belongs to it, as text', () => {
    expect(listSearch(address)).toEqual({ unit: 'u', 'f.task': 'new,rebuild', 'f.accepted_on': '2026-01-01..', q: '119', sort: '-number', cols: 'number.90', record: 'r' })
  })
  it('becomes the query, without what is only shown', () => {
    expect(asked(listSearch(address))).toEqual({ unit: 'u', q: '119', sort: '-number', 'f.accepted_on': '2026-01-01..', 'f.task': 'new,rebuild' })
  })
  it('survives being read twice', () => {
    const once = listSearch(address)
    expect(listSearch({ ...once })).toEqual(once)
  })
  it('lets drawer and filters go', () => {
    const search = listSearch({ ...address, form: 'edit' })
    expect(closed(search)).not.toHaveProperty('record')
    expect(closed(search)).not.toHaveProperty('form')
    expect(widened(search)).toEqual({ sort: '-number', cols: 'number.90' })
    expect([isNarrowed(search), isNarrowed(widened(search))]).toEqual([true, false])
  })
})

describe('parts of the address', () => {
  it('are lists and ranges', () => {
    expect([many('a,b'), many(undefined), range('1', ''), range('', ''), ends('1..'), ends('..2'), ends(undefined)]).toEqual([['a', 'b'], [], '1..', undefined, ['1', ''], ['', '2'], ['', '']])
  })
  it('are an order that three clicks bring back', () => {
    expect(sortOf('-name~strokes')).toEqual({ field: 'name', down: true, strokes: true })
    expect(sortText({ field: 'name', down: false, strokes: true })).toBe('name~strokes')
    const first = nextSort(undefined, 'name')
    const second = nextSort(first, 'name')
    expect([first, second, nextSort(second, 'name'), nextSort('name~strokes', 'name')]).toEqual(['name', '-name', undefined, '-name~strokes'])
  })
  it('are values to begin with', () => {
    expect([prefilled('site:1:2'), prefilled(undefined), prefilled(':x')]).toEqual([{ site: ['1:2'] }, {}, {}])
  })
})
