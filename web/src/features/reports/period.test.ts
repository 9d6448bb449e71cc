import { describe, expect, it } from 'vitest'
import { period, reported } from './period'

describe('a period in words', () => {
  it('is short where it is a month or a year', () => {
    expect(period('2026-02-01', '2026-02-28')).toBe('2026-02')
    expect(period('2024-02-01', '2024-02-28')).toBe('2024-02-01 — 02-28')
    expect(period('2026-01-01', '2026-12-31')).toBe('2026')
    expect(period('2026-01-01', '2026-03-31')).toBe('2026-01-01 — 03-31')
    expect(period('2025-09-01', '2026-08-31')).toBe('2025-09-01 — 2026-08-31')
  })
})

describe('a reported figure', () => {
  it('shows n and m of a rate, and the unit of a number', () => {
    expect(reported({ numerator: '1234', denominator: '2000' }, { is_rate: true, figure_unit: '%' })).toBe('1,234/2,000')
    expect(reported({ numerator: '3.5', denominator: '0' }, { is_rate: false, figure_unit: '万元' })).toBe('3.5万元')
  })
})
