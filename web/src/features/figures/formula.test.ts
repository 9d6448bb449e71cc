import { describe, expect, it } from 'vitest'
import type { Definition } from '../registers/data/types'
import { inWords } from './formula'

const name = (zh: string) => ({ zh, en: `${zh}-en` })
const definition = {
  state: [{ code: 'intact', name: name('完好') }],
  field: [
    { code: 'level', name: name('等级'), kind: 'choice', options: [{ code: 'major', zh: '重大', en: 'Major' }] },
    { code: 'due', name: name('期限'), kind: 'date' },
  ],
  frequency: [{ code: 'half-yearly', name: name('每半年一次') }],
} as unknown as Definition

const words = { state: '状态', sector: '行业', has: '已填', special: '在重要时段内', and: '且', or: '或', not: '非', is: '为', isNot: '不为', in: '属于' }
const zh = (text: string) => inWords(text, definition, words, 'zh')

describe('a formula', () => {
  it('is read in the words of its register', () => {
    expect(zh("state == 'intact' && level != 'major'")).toBe('状态 为 完好 且 等级 不为 重大')
    expect(zh("!has(due) || level in ['major']")).toBe('非 已填(期限) 或 等级 属于 [重大]')
    expect(zh('in_special_period(due)')).toBe('在重要时段内(期限)')
    expect(zh("due <= date('2026-01-31')")).toBe('期限 ≤ 2026-01-31')
  })
  it('names fields and frequencies, and leaves alone what it does not know', () => {
    expect(zh('due')).toBe('期限')
    expect(zh('half-yearly')).toBe('每半年一次')
    expect(zh('unheard_of')).toBe('unheard_of')
    expect(inWords("level == 'major'", definition, { ...words, is: 'is' }, 'en')).toBe('等级-en is Major')
  })
})
