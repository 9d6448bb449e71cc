import { expect, test } from 'vitest'
import { dayOf } from './moments'

test('what happens after midnight in China happens on that day', () => {
  expect(dayOf('2026-11-29T16:12:00Z')).toBe('2026-11-30')
  expect(dayOf('2026-11-29T15:59:59Z')).toBe('2026-11-29')
})
