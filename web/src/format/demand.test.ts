import { describe, expect, it } from 'vitest'
import en from '../app/en'
import i18n from '../app/i18n'
import zh from '../app/zh'
import { demand } from './demand'

const blank = { kind: 'ratio', comparator: '>=', due_recurs: false }
const say = (over: object) => demand({ ...blank, ...over }, i18n.t)

describe('a demand in words', () => {
  it('shows sign, value and unit', () => {
    expect(say({ value: 95, unit: '%' })).toBe('≥95%')
    expect(say({ kind: 'zero', comparator: '=', value: 0 })).toBe('=0')
    expect(say({ kind: 'count', comparator: 'between', value: 3, value_to: 5, unit: '人' })).toBe('3–5人')
  })
  it('shows period and due day', () => {
    expect(say({ kind: 'frequency', value: 4, unit: '课时', period: 'school-year' })).toBe('每学年 ≥4课时')
    expect(say({ kind: 'deadline', comparator: '<=', due: '2026-12-31' })).toBe('2026-12-31 前')
    expect(say({ kind: 'deadline', due: '2026-01-31', due_recurs: true })).toBe('每年 01-31 前')
  })
  it('says so when the figure stands elsewhere', () => {
    expect(say({ kind: 'ceiling', comparator: '<=' })).toBe('数值见另文')
    expect(say({ kind: 'decline', comparator: '<' })).toBe('比上期下降')
  })
})

describe('the two languages', () => {
  it('put the period where each says it', () => {
    i18n.addResourceBundle('en', 'translation', en)
    const english = i18n.getFixedT('en')
    expect(demand({ ...blank, kind: 'frequency', value: 4, period: 'quarter' }, english)).toBe('≥4 a quarter')
  })
  it('have no word of the other', () => {
    const words = (tree: object): string[] => Object.values(tree).flatMap(word => (typeof word === 'string' ? [word] : words(word)))
    expect(words(en).filter(word => word !== '中文' && /\p{Script=Han}/u.test(word))).toEqual([])
    // keys and first letters are written as letters in Chinese too
    const known = /（按 [a-z]）|如 [a-z]$|English|Ctrl|Enter|Esc|Word|Excel|PDF|GeoJSON|MB|\.docx|\.txt|\.xlsx|\.xls|\.ods|\.csv|\{\{\w+\}\}/g
    expect(words(zh).filter(word => /[A-Za-z]/.test(word.replace(known, '')))).toEqual([])
  })
  const keys = (words: object, at = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [at + key] : keys(value, `${at}${key}.`)))
  it('have the same keys', () => {
    expect(keys(en)).toEqual(keys(zh))
  })
})
