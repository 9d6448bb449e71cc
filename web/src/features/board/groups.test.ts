import { describe, expect, it } from 'vitest'
import { groups, type Item } from './groups'
import { boardSearch, isNarrowed } from './search'

describe('groups', () => {
  it('gathers by notice and part in the order met, with the heading of the part', () => {
    const item = (notice_id: string, path: string) => ({ notice_id, notice_title: notice_id, citations: [{ path }] }) as Item
    const found = groups(
      [item('a', '一/1'), item('a', '三/2/（1）'), item('a', '一/4'), item('b', '一/1')],
      [{ notice_id: 'a', part: '一', title: '总则' }, { notice_id: 'b', part: '一' }],
    )
    expect(found.map(group => [group.notice, group.part, group.title, group.items.length])).toEqual([
      ['a', '一', '总则', 2],
      ['a', '三', null, 1],
      ['b', '一', null, 1],
    ])
  })
})

describe('the address of the board', () => {
  it('keeps filters and lets the rest go', () => {
    expect(boardSearch({ unit: 'u', year: 2026, view: 'list', due_by: '', other: 'x' })).toEqual({ unit: 'u', year: '2026', view: 'list' })
    expect(boardSearch({ view: 'pie' })).toEqual({})
  })
  it('is not narrowed by the view alone', () => {
    expect([isNarrowed({ view: 'list' }), isNarrowed({ part: '一' })]).toEqual([false, true])
  })
})
