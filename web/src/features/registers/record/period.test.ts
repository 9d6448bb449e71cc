import { expect, it } from 'vitest'
import { periodOf } from './period'

it('names the periods of a year', () => {
  expect(periodOf('2026-02-01', '2026-02-28')).toBe('month')
  expect(periodOf('2026-07-01', '2026-09-30')).toBe('quarter')
  expect(periodOf('2026-07-01', '2026-12-31')).toBe('half')
  expect(periodOf('2026-01-01', '2026-12-31')).toBe('year')
  expect([periodOf('2025-09-01', '2026-08-31'), periodOf('2026-02-01', '2026-07-31'), periodOf('2026-02-15', '2026-02-28')]).toEqual(['span', 'span', 'span'])
})
