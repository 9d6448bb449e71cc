import { describe, expect, it } from 'vitest'
import { amount, ofAll, shown } from './shown'

const cell = { value: 66.6667, numerator: 2, denominator: 3, unit: '%' }

describe('a figure', () => {
  it('is shown with its unit, at most two digits after the point', () => {
    expect(shown(cell)).toBe('66.66%')
    expect(shown({ ...cell, value: 100 })).toBe('100%')
    expect(shown({ value: 12, numerator: 12, denominator: null, unit: '起' })).toBe('12起')
  })
  it('is never rounded up to what it does not reach', () => {
    expect(shown({ ...cell, value: 99.996 })).toBe('99.99%')
    expect(shown({ ...cell, value: 94.999 })).toBe('94.99%')
  })
  it('of nothing is a dash and no number', () => {
    expect(shown({ ...cell, value: null, numerator: 0, denominator: 0 })).toBe('—')
  })
  it('has its n and m beside it when it is a rate', () => {
    expect(ofAll(cell)).toBe('2/3')
    expect(ofAll({ ...cell, denominator: null })).toBe('')
    expect(amount(1234567.5)).toBe('1,234,567.5')
  })
})
