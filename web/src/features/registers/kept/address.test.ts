import { expect, it } from 'vitest'
import type { Definition } from '../data/types'
import { isSame, queryOf, searchOf } from './address'

const text = (code: string) => ({ code, name: { zh: code }, kind: 'text' })
const definition = { code: 'hydrant', title: 'number', field: [text('number'), text('address')] } as Partial<Definition> as Definition

it('keeps filters, order and columns, and nothing that stands open', () => {
  const query = queryOf(definition, { state: 'faulty', sort: '-number', 'f.address': '和平路,1', record: 'r', form: 'edit', with: 'a:b' })
  expect(searchOf(query)).toEqual({ state: 'faulty', sort: '-number', 'f.address': '和平路,1', cols: expect.stringContaining('number.') })
})

it('names the columns even when they are the first ones, so that a colleague sees the same', () => {
  expect(queryOf(definition, {})).toMatch(/^cols=number\.\d+,unit/)
})

it('takes a list for the same in whatever order its address was written', () => {
  const query = queryOf(definition, { q: '路', state: 'faulty' })
  expect(isSame(definition, query, { state: 'faulty', q: '路', record: 'r' })).toBe(true)
  expect(isSame(definition, query, { state: 'faulty', q: '路', sort: 'number' })).toBe(false)
})
