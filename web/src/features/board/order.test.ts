import { describe, expect, it } from 'vitest'
import type { Unit } from '../../api/client'
import type { Cell } from '../figures/data'
import { direction, ordered, turned } from './order'

const unit = (id: string) => ({ id, name: id }) as Unit
const cells: Record<string, Partial<Cell>> = { a: { light: 'green', value: 100 }, b: { light: 'red', value: 20 }, c: { light: 'red', value: 10 } }
const names = (sort?: string) => ordered(['a', 'b', 'c', 'd'].map(unit), sort, id => cells[id] as Cell | undefined, 'zh').map(({ id }) => id)

describe('units of a board', () => {
  it('stand as the paper names them until somebody sorts', () => {
    expect(names()).toEqual(['a', 'b', 'c', 'd'])
  })
  it('are sorted by light before figure, and those that do not answer stay below', () => {
    expect(names('target')).toEqual(['c', 'b', 'a', 'd'])
    expect(names('-target')).toEqual(['a', 'b', 'c', 'd'])
  })
  it('are sorted by name both ways', () => {
    expect(names('-name')).toEqual(['d', 'c', 'b', 'a'])
  })
  it('turn up, down and back', () => {
    expect([turned(undefined, 'x'), turned('x', 'x'), turned('-x', 'x'), turned('y', 'x')]).toEqual(['x', '-x', undefined, 'x'])
    expect([direction('x', 'x'), direction('-x', 'x'), direction('y', 'x')]).toEqual(['ascending', 'descending', 'none'])
  })
})
