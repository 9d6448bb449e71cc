import { describe, expect, it } from 'vitest'
import type { Field } from '../data/types'
import { grouped, named, shown, withUnit, type Wording } from './named'

const words: Wording = { language: 'zh', comma: '、', yes: '是', no: '否', files: n => `${n} 个` }
const field = (kind: string, more: Partial<Field> = {}) => ({ code: 'x', name: { zh: '名' }, kind, ...more }) as Field

describe('names', () => {
  it('fall back to Chinese', () => {
    expect([named({ zh: '栓', en: 'Hydrant' }, 'en'), named({ zh: '栓' }, 'en'), named({ zh: '栓', en: '' }, 'en')]).toEqual(['Hydrant', '栓', '栓'])
  })
  it('carry the unit of measure', () => {
    expect(withUnit(field('number', { unit: 'MPa' }), 'zh')).toBe('名（MPa）')
    expect(withUnit(field('number', { unit: 'MPa' }), 'en')).toBe('名 (MPa)')
    expect(withUnit(field('money', { unit: '万元' }), 'en')).toBe('名 (10,000 yuan)')
  })
})

describe('values', () => {
  it('are told in words', () => {
    const options = [{ code: 'new', zh: '新建', en: 'New' }, { code: 'old', zh: '既有' }]
    expect(shown(field('choice', { options }), ['new', 'old'], {}, words)).toBe('新建、既有')
    expect(shown(field('choice', { options }), ['gone'], {}, words)).toBe('gone')
    expect(shown(field('flag'), ['false'], {}, words)).toBe('否')
    expect(shown(field('unit'), ['u'], { u: '梅东社区' }, words)).toBe('梅东社区')
    expect(shown(field('files'), ['a', 'b'], {}, words)).toBe('2 个')
    expect([shown(field('text'), undefined, {}, words), shown(field('text'), [], {}, words)]).toEqual(['', ''])
  })
  it('keep every digit', () => {
    expect(['1234567.50', '-1000', '999', '0.14', 'n/a'].map(grouped)).toEqual(['1,234,567.50', '-1,000', '999', '0.14', 'n/a'])
  })
})
