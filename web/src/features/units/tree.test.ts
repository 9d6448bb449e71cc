import { expect, it } from 'vitest'
import type { Unit } from '../../api/client'
import { tree } from './tree'

it('puts each unit under its parent, and at the top when the parent is not shown', () => {
  const unit = (id: string, parent?: string) => ({ id, parent }) as Unit
  const rows = tree([unit('street'), unit('office', 'street'), unit('desk', 'office'), unit('other', 'street'), unit('stray', 'gone')])
  expect(rows.map(row => [row.unit.id, row.depth])).toEqual([
    ['street', 0],
    ['office', 1],
    ['desk', 2],
    ['other', 1],
    ['stray', 0],
  ])
})
