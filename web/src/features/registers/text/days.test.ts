import { expect, it } from 'vitest'
import { around, normalDay } from './days'

it('reads a day in every form that is typed', () => {
  for (const text of ['20260305', '2026.3.5', '2026-03-05', '2026/3/5', '2026年3月5日', ' ２０２６．３．５ ']) expect(normalDay(text), text).toBe('2026-03-05')
})

it('leaves what is no day as it was typed', () => {
  expect(['2026-02-30', '3.5', '明天', ''].map(normalDay)).toEqual(['2026-02-30', '3.5', '明天', ''])
})

it('knows the periods around a day', () => {
  expect(around('2024-02-29')).toEqual([
    { period: 'month', from: '2024-02-01', to: '2024-02-29' },
    { period: 'quarter', from: '2024-01-01', to: '2024-03-31' },
    { period: 'half', from: '2024-01-01', to: '2024-06-30' },
    { period: 'year', from: '2024-01-01', to: '2024-12-31' },
  ])
  expect(around('2026-12-31')[2]).toEqual({ period: 'half', from: '2026-07-01', to: '2026-12-31' })
})
