import { expect, it } from 'vitest'
import { gather } from './gather'

it('keeps the order in which keys and things are met', () => {
  expect([...gather([3, 1, 4, 1, 5, 9, 2, 6], n => n % 2)]).toEqual([
    [1, [3, 1, 1, 5, 9]],
    [0, [4, 2, 6]],
  ])
})

it('takes a hundred thousand of one key without a pause', () => {
  const start = performance.now()
  expect(gather(Array.from({ length: 100_000 }), () => 'same').get('same')).toHaveLength(100_000)
  expect(performance.now() - start).toBeLessThan(500)
})
