import { expect, it } from 'vitest'
import { parted, peopleSearch, type Post } from './data'

it('keeps a post on its last day, and lets it be over on the next', () => {
  const posts = [{ id: 'a', valid_to: '2026-03-05' }, { id: 'b', valid_to: '2026-03-04' }, { id: 'c' }] as Post[]
  const { now, over } = parted(posts, '2026-03-05')
  expect(now.map(post => post.id)).toEqual(['a', 'c'])
  expect(over.map(post => post.id)).toEqual(['b'])
})

it('takes from the address only what the list is narrowed by', () => {
  expect(peopleSearch({ text: 12, role: 'clerk', other: 'x', unit: null })).toEqual({ text: '12', role: 'clerk' })
})
