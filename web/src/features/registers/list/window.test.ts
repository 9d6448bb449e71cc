import { expect, it } from 'vitest'
import { drawn } from './window'

it('draws what is in view and a little more', () => {
  expect(drawn(0, 640, 100_000)).toEqual({ from: 0, to: 38 })
  expect(drawn(3_200_000, 640, 100_000).to).toBe(100_000)
  expect(drawn(32 * 1000, 640, 100_000)).toEqual({ from: 984, to: 1034 })
  expect(drawn(0, 640, 0)).toEqual({ from: 0, to: 0 })
})

it('does not move within a step', () => {
  expect(drawn(32 * 1002, 640, 100_000)).toEqual(drawn(32 * 1006, 640, 100_000))
})
