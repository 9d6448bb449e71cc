import { expect, it } from 'vitest'
import { addressOf, parseAddress } from './address'

it('writes what people can read, and reads it back as text', () => {
  const search = { 'f.task': 'new,rebuild', q: '119', sort: '-name~strokes', gone: undefined, empty: '' }
  const text = addressOf(search)
  expect(text).toBe('?f.task=new,rebuild&q=119&sort=-name~strokes')
  expect(parseAddress(text)).toEqual({ 'f.task': 'new,rebuild', q: '119', sort: '-name~strokes' })
  expect(parseAddress(addressOf({ q: '梅东 & 岭山+1' }))).toEqual({ q: '梅东 & 岭山+1' })
  expect(addressOf({})).toBe('')
})
